import type { AuthConfig } from '../../config.js';
import { anchorOf } from '../../trail/anchor-of.js';
import { withTrail } from '../with-trail.js';
import { AuditOffice } from './audit-office.js';

/** The trail of years is removed in one statement. */
const STATEMENT_MILLISECONDS = 3_600_000;

/** Opens what the command `audit` needs, lets it work, and closes it again. */
export function withAuditOffice<T>(config: AuthConfig, work: (office: AuditOffice) => Promise<T>): Promise<T> {
  const { databaseUrl: url } = config;
  const database = { url, applicationName: 'caregate-audit', statementMilliseconds: STATEMENT_MILLISECONDS };
  return withTrail(database, (ground) => work(new AuditOffice({ ...ground, anchor: anchorOf(config) })));
}
