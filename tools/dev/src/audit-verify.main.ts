import { parseArgs } from 'node:util';
import { runningPostmaster } from '@caregate/postgres';
import pg from 'pg';
import { startDatabase } from './stack/database/database.js';
import { describeFailure } from './stack/words/describe-failure.js';
import { installedFolder } from './stack/folder/installed-folder.js';
import { ensureSecrets, type Secrets } from './stack/folder/secrets.js';
import { lockStart } from './stack/folder/start-lock.js';
import type { StateFolder } from './stack/folder/state-folder.js';
import { verifyTrail } from './stack/verify-trail.js';

/**
 * Verifies the audit trail of a folder, whether CareGate runs or not: a stopped database is started for the time.
 * Exit status 0 intact, 1 tampered with, 2 not verifiable.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { folder: { type: 'string' } } });
  const folder = installedFolder(values.folder);
  const { ok, summary } = await verified(folder);
  process.stdout.write(`${summary}\n`);
  process.exitCode = ok ? 0 : 1;
}

async function verified(folder: StateFolder) {
  const secrets = ensureSecrets(folder.file('secrets.json'));
  const port = runningPostmaster(folder.postgres)?.port;
  const running = `postgresql://postgres:${secrets.postgresSuperuser}@127.0.0.1:${port}/caregate`;
  if (port !== undefined && (await answers(running))) return verifyTrail(folder, running);
  const unlock = lockStart(folder.file('start.lock'));
  try {
    return await whileStarted(folder, secrets);
  } finally {
    unlock();
  }
}

async function whileStarted(folder: StateFolder, secrets: Secrets) {
  const database = await startDatabase(folder.postgres, undefined, secrets);
  try {
    return await verifyTrail(folder, database.adminUrl);
  } finally {
    await database.stop();
  }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    // On its way up or down: then the start below waits for it or says what is wrong.
    return false;
  } finally {
    await client.end();
  }
}

try {
  await main();
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exitCode = 2;
}
