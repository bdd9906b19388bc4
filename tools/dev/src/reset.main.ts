import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runningPostmaster, startPostgres } from '@caregate/postgres';
import { describeFailure } from './stack/words/describe-failure.js';
import { folderGiven } from './stack/folder/folder-given.js';
import { ensureSecrets } from './stack/folder/secrets.js';
import { lockStart } from './stack/folder/start-lock.js';
import { StartRefused } from './stack/words/start-refused.error.js';
import { codeOf, isForeign } from './stack/folder/state-folder.js';

/** Deletes what a start made; refuses while somebody runs from it, and to delete what is no folder of ours. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { folder: { type: 'string' } } });
  const folder = folderGiven(values.folder);
  if (existsSync(folder)) await clear(folder);
  process.stdout.write('Nothing is left of the local data. npm start makes it anew.\n');
}

async function clear(folder: string): Promise<void> {
  if (isForeign(folder))
    throw new StartRefused(`${folder} does not look like a CareGate folder.`, 'Name the right one with --folder.');
  // Whoever runs from the folder keeps it: the lock refuses.
  lockStart(path.join(folder, 'start.lock'));
  await stopLeftover(folder);
  for (const name of readdirSync(folder)) if (name !== 'lost+found') remove(path.join(folder, name));
  removeIfEmpty(folder);
}

function remove(name: string): void {
  rmSync(name, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // A disk of its own stays where it is mounted, and a folder where only others may remove it.
    if (!['EBUSY', 'ENOTEMPTY', 'EACCES', 'EPERM'].includes(codeOf(error))) throw error;
  }
}

/** When all our processes were killed at once, PostgreSQL may have outlived them; starting it takes it over. */
async function stopLeftover(folder: string): Promise<void> {
  const dataFolder = path.join(folder, 'postgres');
  if (runningPostmaster(dataFolder) === undefined) return;
  const { postgresSuperuser } = ensureSecrets(path.join(folder, 'secrets.json'));
  const server = await startPostgres({ dataFolder, superuserPassword: postgresSuperuser });
  await server.stop();
}

try {
  await main();
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exitCode = 1;
}
