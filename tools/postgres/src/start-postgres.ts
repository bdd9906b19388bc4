import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { loadBinaries, type Binaries } from './binaries.js';
import { ensureCluster, openFolder, superuserPassword, type FolderPaths } from './data-folder.js';
import { errorCode } from './error-code.js';
import { explainFailure } from './explain-failure.js';
import { freePort } from './free-port.js';
import { stopServer } from './stop-server.js';
import { claim, holds } from './owner-claim.js';
import { urlOf, type Login, type PostgresServer } from './postgres-server.js';
import { PostgresStartFailed } from './postgres-start-failed.js';
import { refusePath } from './refuse-path.js';
import { runProgram } from './run-program.js';
import { identify, isRunning, type RunningProcess } from './running-process.js';
import { startWatchdog } from './watch.js';

/** What the disk says when one of our own files cannot be written. */
const SYSTEM_ERRORS: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'];

/** SQLSTATE. */
const INVALID_PASSWORD = '28P01';

export interface StartPostgresOptions {
  readonly dataFolder: string;
  /** A free one if absent. */
  readonly port?: number;
  /** `false`: a power cut may destroy the data, a kill -9 may not; much faster, for specs. */
  readonly durable?: boolean;
  /** Absent: one is made at the first start and kept in the data folder, readable by its owner only. */
  readonly superuserPassword?: string;
  /** The server lives as long as this process; absent: the calling one. */
  readonly ownerPid?: number;
  /** Deletes the data folder after the server has stopped. */
  readonly disposable?: boolean;
}

interface Setting {
  readonly paths: FolderPaths;
  readonly binaries: Binaries;
  readonly password: string;
  readonly durable: boolean;
}

/** The folder as long as it is ours. */
interface Hold {
  readonly token: string;
  readonly paths: FolderPaths;
  readonly binaries: Binaries;
  readonly disposable: boolean;
}

/** Starts the server of a data folder, creating the folder at first; takes over after an owner that died. */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  try {
    return await start(options);
  } catch (error) {
    if (error instanceof PostgresStartFailed || !SYSTEM_ERRORS.includes(errorCode(error))) throw error;
    throw explainFailure('Preparing the data folder', String(error));
  }
}

async function start(options: StartPostgresOptions): Promise<PostgresServer> {
  const binaries = await loadBinaries();
  refusePath("PostgreSQL's own programs", binaries.pgCtl);
  refusePath('the data folder', path.resolve(options.dataFolder));
  const owner = identify(options.ownerPid ?? process.pid);
  if (!isRunning(owner)) throw ownerGone();
  const paths = await openFolder(options.dataFolder);
  const hold = { token: await claim(paths.claimFile, owner), paths, binaries, disposable: options.disposable ?? false };
  try {
    const password = await superuserPassword(paths, options.superuserPassword);
    const setting = { paths, binaries, password, durable: options.durable ?? true };
    await stopServer(paths, binaries);
    watchOver(hold, owner);
    await ensureCluster(paths, binaries, setting);
    if (!(await holds(paths.claimFile, hold.token))) throw ownerGone();
    const port = await listen(setting, options.port);
    return serverOn(port, setting, () => release(hold));
  } catch (error) {
    await release(hold);
    throw error;
  }
}

/** Not before `stopServer` has made an old pid file harmless, and before anything runs that would need to be stopped. */
function watchOver({ token, paths, binaries, disposable }: Hold, owner: RunningProcess): void {
  const { claimFile, pidFile, cluster, folder } = paths;
  const removal = disposable ? { removeFolder: folder } : {};
  startWatchdog({ owner, token, claimFile, pidFile, command: cluster, pgCtl: binaries.pgCtl, ...removal });
}

/** Stops the server and gives the folder up; does nothing when somebody else has taken it over. */
async function release({ token, paths, binaries, disposable }: Hold): Promise<void> {
  if (!(await holds(paths.claimFile, token))) return;
  await stopServer(paths, binaries);
  if (disposable) await rm(paths.folder, { recursive: true, force: true, maxRetries: 5 });
  await rm(paths.claimFile, { force: true });
}

function ownerGone(): PostgresStartFailed {
  return new PostgresStartFailed(
    'owner-gone',
    'The process for which the database was to start has ended.',
    'Nothing is left to do.',
  );
}

async function listen(setting: Setting, wanted: number | undefined): Promise<number> {
  for (let attempts = wanted === undefined ? 5 : 1; ; attempts -= 1) {
    const port = wanted ?? (await freePort());
    const failure = await tryPort(setting, port);
    if (failure === undefined) {
      await assertPassword(setting, port);
      return port;
    }
    // Somebody was given the same free port in between.
    if (failure.reason !== 'port-busy' || attempts <= 1) throw failure;
  }
}

async function tryPort({ paths, binaries, durable }: Setting, port: number): Promise<PostgresStartFailed | undefined> {
  await rm(paths.log, { force: true });
  const server = ['-D', paths.cluster, '-l', paths.log, '-o', serverOptions(port, durable)];
  const done = await runProgram(binaries.pgCtl, [...server, '-w', '-t', '300', 'start']);
  if (done.ok) return undefined;
  const log = await readFile(paths.log, 'utf8').catch(() => '');
  return explainFailure('Starting the database', `${done.output}\n${log}`);
}

function serverOptions(port: number, durable: boolean): string {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // Compiling a query costs more than it saves on records of this size.
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return [`-p ${port}`, ...flags].join(' ');
}

async function assertPassword(setting: Setting, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl(setting, port) });
  try {
    await client.connect();
  } catch (cause) {
    if (errorCode(cause) !== INVALID_PASSWORD) throw cause;
    throw new PostgresStartFailed(
      'password',
      'The password does not open the database of this data folder.',
      'Give the password with which the folder was created.',
    );
  }
  await client.end();
}

function serverOn(port: number, setting: Setting, stop: () => Promise<void>): PostgresServer {
  const urlFor = (login: Login) => urlOf(port, login);
  return { host: '127.0.0.1', port, superuserUrl: superuserUrl(setting, port), urlFor, stop };
}

function superuserUrl({ password }: Setting, port: number): string {
  return urlOf(port, { user: 'postgres', password, database: 'postgres' });
}
