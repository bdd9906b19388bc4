import { createDataSource } from '@caregate/data-models';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import type { AuthConfig } from '../../config.js';
import { anchorOf } from '../../trail/anchor-of.js';
import { AuthTrail } from '../../trail/auth-trail.js';
import { AuditOffice } from './audit-office.js';

/** The trail of years is removed in one statement. */
const STATEMENT_MILLISECONDS = 3_600_000;

/** Opens what the command `audit` needs, lets it work, and closes it again. Servers may run meanwhile. */
export async function withAuditOffice<T>(config: AuthConfig, work: (office: AuditOffice) => Promise<T>): Promise<T> {
  const dataSource = createDataSource({
    url: config.databaseUrl,
    applicationName: 'caregate-audit',
    poolSize: 4,
    statementMilliseconds: STATEMENT_MILLISECONDS,
  });
  await dataSource.initialize();
  const audit = new PostgresAuditTrail(dataSource);
  try {
    return await work(new AuditOffice({ dataSource, trail: new AuthTrail(audit), anchor: anchorOf(config) }));
  } finally {
    await audit.close();
    await dataSource.destroy();
  }
}
