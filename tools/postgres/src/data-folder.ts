import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.js';
import { explainFailure } from './explain-failure.js';
import { PostgresStartFailed } from './postgres-start-failed.js';
import { refusePath } from './refuse-path.js';
import { handOver, runProgram } from './run-program.js';

const MAJOR_VERSION = '18';
const DRAFT = 'cluster.new-';

/** Where things lie inside the data folder. */
export interface FolderPaths {
  readonly folder: string;
  readonly cluster: string;
  readonly log: string;
  readonly pidFile: string;
  readonly claimFile: string;
  readonly secretFile: string;
}

export async function openFolder(dataFolder: string): Promise<FolderPaths> {
  // Only the folder itself is closed to others: the server's account must be able to walk down to it.
  await mkdir(path.dirname(dataFolder), { recursive: true });
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await handOver(dataFolder);
  // One spelling for ever: the server compares and reports real paths.
  const folder = await realpath(dataFolder);
  refusePath('the data folder', folder);
  const cluster = path.join(folder, 'cluster');
  return {
    folder,
    cluster,
    log: path.join(cluster, 'server.log'),
    pidFile: path.join(cluster, 'postmaster.pid'),
    claimFile: path.join(folder, 'owner.json'),
    secretFile: path.join(folder, 'superuser.secret'),
  };
}

/** The given password, else the one kept in the folder, else a new one that is then kept there. */
export async function superuserPassword(paths: FolderPaths, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  if (existsSync(paths.secretFile)) return readFile(paths.secretFile, 'utf8');
  const made = randomBytes(24).toString('base64url');
  await writeFile(paths.secretFile, made, { mode: 0o600 });
  return made;
}

/** Creates the cluster unless it exists. It gets its name only when complete, so that a half-made one never counts. */
export async function ensureCluster(
  paths: FolderPaths,
  { initdb }: Binaries,
  options: { password: string; durable: boolean },
): Promise<void> {
  await removeDrafts(paths.folder);
  if (existsSync(paths.cluster)) return assertVersion(paths);
  const suffix = randomBytes(4).toString('hex');
  const draft = path.join(paths.folder, `${DRAFT}${suffix}`);
  const passwordFile = path.join(paths.folder, `${DRAFT}password-${suffix}`);
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  await handOver(passwordFile);
  const done = await runProgram(initdb, initArguments(draft, passwordFile, options.durable));
  await rm(passwordFile, { force: true });
  if (!done.ok) throw explainFailure('Creating the database', done.output);
  await rename(draft, paths.cluster);
}

/** The builtin C.UTF-8 sorts by code point, the same on every machine, and still knows that É is the capital of é. */
function initArguments(folder: string, passwordFile: string, durable: boolean): string[] {
  const access = ['-D', folder, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return [...access, ...text, ...(durable ? ['--data-checksums'] : passing)];
}

/** Of data that nobody keeps, as in specs: a password that is slow to guess is also slow to check, at each connection. */
const passing = ['--no-sync', '--no-data-checksums', '--set=scram_iterations=1'];

/** What the killed start had run may still write there, and ends when its folder is gone. */
async function removeDrafts(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((each) => each.startsWith(DRAFT)))
    await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 20 });
}

async function assertVersion({ cluster }: FolderPaths): Promise<void> {
  const versionFile = path.join(cluster, 'PG_VERSION');
  const version = existsSync(versionFile) ? (await readFile(versionFile, 'utf8')).trim() : 'unknown';
  if (version === MAJOR_VERSION) return;
  throw new PostgresStartFailed(
    'other-version',
    `The data folder was written by PostgreSQL ${version}; this is PostgreSQL ${MAJOR_VERSION}.`,
    'Move the folder away to start with an empty database, or bring its data over with pg_upgrade or pg_dump.',
  );
}
