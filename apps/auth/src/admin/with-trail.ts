import { createDataSource } from '@caregate/data-models';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import type { DataSource } from 'typeorm';
import { AuthTrail } from '../trail/auth-trail.js';

export interface CommandDatabase {
  readonly url: string;
  /** How the database knows the command. */
  readonly applicationName: string;
  readonly statementMilliseconds?: number;
}

/** What every command stands on. */
export interface TrailGround {
  readonly dataSource: DataSource;
  readonly trail: AuthTrail;
}

/** Opens it, lets a command work, and closes it again. Servers may run meanwhile. */
export async function withTrail<T>(database: CommandDatabase, work: (ground: TrailGround) => Promise<T>): Promise<T> {
  const dataSource = createDataSource({ ...database, poolSize: 4 });
  await dataSource.initialize();
  const audit = new PostgresAuditTrail(dataSource);
  try {
    return await work({ dataSource, trail: new AuthTrail(audit) });
  } finally {
    await audit.close();
    await dataSource.destroy();
  }
}
