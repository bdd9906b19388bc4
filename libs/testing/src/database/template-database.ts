import { createHash } from 'node:crypto';
import pg from 'pg';
import { urlTo, withClient } from './with-client.js';

export type Migrate = (superuserUrl: string) => Promise<void>;

/** No secret: the server listens on loopback for the length of a test run. */
export const TEST_ROLE_PASSWORD = 'for-specs-only';

/** Makes the template of `migrate` unless another worker has; answers its name. */
export async function ensureTemplate(serverUrl: string, migrate: Migrate, called?: string): Promise<string> {
  const name = `template_${digest(called ?? String(migrate))}`;
  return withClient(serverUrl, async (client) => {
    // One at a time on the whole server, because migrations make roles, and roles belong to all databases.
    await client.query(`select pg_advisory_lock(hashtext('caregate-spec-templates'))`);
    if (!(await isReady(client, name))) await make(client, name, serverUrl, migrate);
    return name;
  });
}

async function isReady(client: pg.Client, name: string): Promise<boolean> {
  const found = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
  return found.rowCount === 1;
}

async function make(client: pg.Client, name: string, serverUrl: string, migrate: Migrate): Promise<void> {
  // A leftover without the mark of a template is what a migration that failed half-way has left.
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name} template template0`);
  await migrate(urlTo(serverUrl, { database: name }));
  await openRoles(client);
  await client.query(`alter database ${name} with is_template true allow_connections false`);
}

async function openRoles(client: pg.Client): Promise<void> {
  const roles = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'caregate\\_%'`,
  );
  for (const { rolname } of roles.rows)
    await client.query(`alter role ${pg.escapeIdentifier(rolname)} login password '${TEST_ROLE_PASSWORD}'`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
