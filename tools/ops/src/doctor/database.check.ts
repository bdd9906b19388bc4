import { createDataSource, pendingMigrations } from '@caregate/data-models';
import pg from 'pg';
import { checkClock } from './clock.check.js';
import { failure, ok, type Finding } from './finding.js';

const CONNECT_MILLISECONDS = 3_000;

/** Everything that only the database itself can tell: whether it serves, what time it has, and which schema. */
export async function checkDatabase(url: string): Promise<readonly Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MILLISECONDS });
  try {
    await client.connect();
    const { rows } = await client.query<{ now: Date; version: string }>(
      `select clock_timestamp() as now, current_setting('server_version') as version`,
    );
    const { now = new Date(Number.NaN), version = '' } = rows[0] ?? {};
    return [
      ok('postgres', `PostgreSQL ${version} answers.`),
      await checkClock({ name: "the database's", at: now }),
      await checkMigrations(url),
    ];
  } catch (error) {
    // The words of the driver name hosts and users, never a password.
    const told = error instanceof Error ? error.message : String(error);
    return [
      failure(
        'postgres',
        `PostgreSQL does not answer: ${told}.`,
        'npm run logs -- stack shows how it ended; npm run up starts it.',
      ),
    ];
  } finally {
    await client.end();
  }
}

async function checkMigrations(url: string): Promise<Finding> {
  const dataSource = createDataSource({ url, applicationName: 'caregate-doctor', poolSize: 1 });
  await dataSource.initialize();
  try {
    const missing = await pendingMigrations(dataSource);
    return missing.length === 0
      ? ok('migrations', 'The schema is the one that this program knows.')
      : failure(
          'migrations',
          `${missing.length} migrations are pending: ${missing.join(', ')}.`,
          'A restart (npm run down, npm run up) applies them.',
        );
  } finally {
    await dataSource.destroy();
  }
}
