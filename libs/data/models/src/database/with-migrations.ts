import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import { MIGRATION_TABLE } from './migration-table.js';

interface MigrationSession {
  readonly client: pg.Client;
  readonly dataSource: DataSource;
}

/** Lends a data source that may migrate, to one process at a time per database. */
export async function withMigrations(url: string, work: (session: MigrationSession) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'caregate-migrate' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtextextended('caregate.migrate', 0))`);
    await withDataSource(url, (dataSource) => work({ client, dataSource }));
  } finally {
    // Ends the lock with the connection, also when the work failed.
    await client.end();
  }
}

async function withDataSource(url: string, work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    applicationName: 'caregate-migrate',
    poolSize: 1,
    migrations: [...migrations],
    migrationsTableName: MIGRATION_TABLE,
    installExtensions: false,
    logging: false,
  });
  await dataSource.initialize();
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
