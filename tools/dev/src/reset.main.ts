import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '@caregate/postgres';
import { describeFailure } from './stack/describe-failure.js';
import { runningPostmaster } from './stack/postmaster.js';
import { ensureSecrets } from './stack/secrets.js';
import { lockStart } from './stack/start-lock.js';
import { StartRefused } from './stack/start-refused.error.js';

/** Also a start that was refused at once leaves a folder, with no more than this in it. */
const skeleton = ['audit', 'logs', 'ports.json', 'start.lock'];

/** Deletes what a start made; refuses while somebody runs from it, and to delete what is no folder of ours. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { folder: { type: 'string' } } });
  const folder = path.resolve(values.folder ?? '.caregate');
  if (existsSync(folder)) await clear(folder);
  process.stdout.write('Nothing is left of the local data. npm start makes it anew.\n');
}

async function clear(folder: string): Promise<void> {
  const names = readdirSync(folder);
  if (!names.includes('secrets.json') && names.some((name) => !skeleton.includes(name)))
    throw new StartRefused(`${folder} does not look like a CareGate folder.`, 'Name the right one with --folder.');
  // Whoever runs from the folder keeps it: the lock refuses.
  lockStart(path.join(folder, 'start.lock'));
  await stopLeftover(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
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
