import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sharedServer } from './shared-server.js';
import { ensureTemplate, TEST_ROLE_PASSWORD, type Migrate } from './template-database.js';
import { urlTo, withClient } from './with-client.js';

export interface TestDatabaseOptions {
  /** Runs once per test run; every database is then a copy of its result. Absent: an empty database. */
  readonly migrate?: Migrate;
  /** Tells templates apart; needed only where two `migrate` functions read alike but do different things. */
  readonly template?: string;
}

export interface TestDatabase {
  readonly superuserUrl: string;
  /** As the owner of all that is in it: what a spec sets up or looks at behind the back of what it tests. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** The same database as one of the roles `caregate_*` that `migrate` made. */
  urlAs(role: string): string;
  /** Throws out whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh database of its own for a spec: the first of a run takes about two seconds, every other about 80 ms. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await sharedServer();
  const template = options.migrate && (await ensureTemplate(server.superuserUrl, options.migrate, options.template));
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  const onServer = (work: (client: pg.Client) => Promise<unknown>) => withClient(server.superuserUrl, work);
  // To copy files costs a quarter less than to write each page of them to the log first.
  const copied = `template ${template ?? 'template0'} strategy file_copy`;
  await onServer((client) => client.query(`create database ${name} ${copied}`));
  const superuserUrl = urlTo(server.superuserUrl, { database: name });
  const owner = new pg.Pool({ connectionString: superuserUrl, max: 2 });
  // Specs end connections to see what comes of it; the pool opens another one.
  owner.on('error', () => undefined);
  return {
    superuserUrl,
    query: async (sql, values = []) => (await owner.query(sql, [...values])).rows,
    urlAs: (user) => urlTo(superuserUrl, { user, password: TEST_ROLE_PASSWORD }),
    drop: async () => {
      await owner.end();
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
