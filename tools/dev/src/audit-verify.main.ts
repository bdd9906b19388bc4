import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startDatabase } from './stack/database.js';
import { usualPorts } from './stack/ports.js';
import { ensureSecrets } from './stack/secrets.js';
import { lockStart } from './stack/start-lock.js';
import { StartRefused } from './stack/start-refused.error.js';
import { openStateFolder, type StateFolder } from './stack/state-folder.js';
import { verifyTrail } from './stack/verify-trail.js';

/**
 * Verifies the audit trail of a folder, whether CareGate runs or not: a stopped database is started for the time.
 * Exit status 0 intact, 1 tampered with, 2 not verifiable.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { folder: { type: 'string' }, 'port-postgres': { type: 'string' } } });
  const root = path.resolve(values.folder ?? '.caregate');
  if (!existsSync(path.join(root, 'secrets.json')))
    throw new StartRefused(`There is no installation in ${root}.`, 'npm start makes one; --folder names another.');
  const folder = openStateFolder(root);
  const port = Number(values['port-postgres'] ?? usualPorts.postgres);
  const { ok, summary } = await verified(folder, port);
  process.stdout.write(`${summary}\n`);
  process.exitCode = ok ? 0 : 1;
}

async function verified(folder: StateFolder, port: number) {
  const secrets = ensureSecrets(folder.file('secrets.json'));
  const running = `postgresql://postgres:${secrets.postgresSuperuser}@127.0.0.1:${port}/caregate`;
  if (await answers(running)) return verifyTrail(folder, running);
  const unlock = lockStart(folder.file('start.lock'));
  const database = await startDatabase(folder.postgres, port, secrets);
  try {
    return await verifyTrail(folder, database.adminUrl);
  } finally {
    await database.stop();
    unlock();
  }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    // Not running, or another installation's server: its password differs, and the start says what is wrong.
    return false;
  } finally {
    await client.end();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof StartRefused) process.stderr.write(`→ ${error.wayOut}\n`);
  process.exitCode = 2;
}
