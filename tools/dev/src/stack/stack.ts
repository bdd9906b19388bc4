import { existsSync } from 'node:fs';
import { runningPostmaster } from '@caregate/postgres';
import { ensurePrograms } from '../programs/ensure-programs.js';
import type { Person } from '../sandbox/people.js';
import { ensurePeople } from '../sandbox/people.js';
import { addressesOf, type Addresses } from './ports/addresses.js';
import { anchorKeyFileOf, ensureAnchorKey } from './anchor-key.js';
import { startApp, type AppProcess } from './app-process.js';
import { agentTokenFile } from './apps/bias-detector.app.js';
import { roomNames, roomSpecs, type RoomName } from './apps/rooms.js';
import { ensureConsole } from './browser/console-files.js';
import { ensureViews } from './browser/view-files.js';
import { startDatabase, type Database } from './database/database.js';
import type { Ended } from './words/describe-end.js';
import { repository, type Installation, type PacsArchive } from './folder/installation.js';
import { refuseBusyPorts, type Ports } from './ports/ports.js';
import { portsFile } from './ports/ports-file.js';
import type { Progress } from './words/progress.js';
import { refuseDeafRedis } from './refuse-deaf-redis.js';
import { refuseFewFiles } from './refuse-few-files.js';
import { ensureSecrets } from './folder/secrets.js';
import { seedAccess, seedRecords } from './database/seed.js';
import { lockStart } from './folder/start-lock.js';
import { openStateFolder, type StateFolder } from './folder/state-folder.js';

/** How long the apps of a killed run may take to notice that they are orphans. */
const LEFTOVER_MILLISECONDS_MAX = 10_000;

export interface StackOptions {
  readonly folder: string;
  readonly ports: Ports;
  readonly redisUrl?: string | undefined;
  /** A real image archive to stand behind the gate. */
  readonly pacs?: PacsArchive | undefined;
  /** Authorities that the apps believe beside the public ones, in PEM. */
  readonly authoritiesFile?: string | undefined;
  readonly logLevel?: string;
  /** Rooms that nobody walks into may be left out; all by default. */
  readonly rooms?: readonly RoomName[];
  /** Whether the apps may spend memory to be faster, as in production; false by default. */
  readonly fast?: boolean;
  readonly progress: Progress;
}

export interface RunningStack {
  readonly folder: StateFolder;
  readonly addresses: Addresses;
  readonly people: readonly Person[];
  readonly installation: Installation;
  /** As the owner of the schema: for audits of the audit, never for an app. */
  readonly adminUrl: string;
  readonly apps: readonly AppProcess[];
  /** Settles when a part ends that nobody stopped. */
  readonly failure: Promise<Ended>;
  stop(): Promise<void>;
}

/**
 * The whole system on this machine: database, sandbox, apps, edge. Every step can be repeated, so a start
 * that was interrupted anywhere is completed by the next one.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  refuseFewFiles();
  const folder = openStateFolder(options.folder);
  const isAfterKill = existsSync(folder.file('start.lock'));
  const unlock = lockStart(folder.file('start.lock'));
  const undo: (() => Promise<void>)[] = [async () => unlock()];
  try {
    await refuseBusyPorts(portsToCome(options, folder), isAfterKill ? LEFTOVER_MILLISECONDS_MAX : 0);
    if (options.redisUrl !== undefined) await refuseDeafRedis(options.redisUrl);
    portsFile.write(folder.file('running-ports.json'), options.ports);
    return await raise(options, folder, undo);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function raise(options: StackOptions, folder: StateFolder, undo: (() => Promise<void>)[]): Promise<RunningStack> {
  const { progress, ports } = options;
  const secrets = ensureSecrets(folder.file('secrets.json'));
  const bundling = progress.step('programs', () => ensurePrograms(repository));
  // Whatever became of it is told below, where it is waited for.
  void bundling.catch(() => undefined);
  const database = await progress.step('database', () => startDatabase(folder.postgres, ports.postgres, secrets));
  undo.push(() => database.stop());
  const installation = installationOf(options, folder, database, await bundling);
  const people = ensurePeople(folder.file('people.json'));
  const started: AppProcess[] = [];
  const failed = new AbortController();
  undo.push(() => stopAll(started));
  const { rooms = roomNames, fast = false } = options;
  const start = async (room: RoomName) => {
    if (!rooms.includes(room)) return [];
    const spec = roomSpecs[room](installation);
    const memory = fast ? 'plenty' : (spec.memory ?? 'little');
    const app = await progress.step(room, () => startApp({ ...spec, memory }, failed.signal));
    started.push(app);
    return [app];
  };
  const seeded = progress.step('synthetic patients and sandbox people', async () => {
    await seedRecords(database);
    await seedAccess(installation, people, database);
  });
  const auth = seeded.then(() => start('auth'));
  const orchestrator = start('orchestrator');
  // Servers read the pages that they serve when they start.
  const builtFor = (some: readonly RoomName[], pages: string, build: () => Promise<void>) =>
    rooms.some((room) => some.includes(room)) ? progress.step(pages, build) : Promise.resolve();
  const consoleFiles = builtFor(['edge'], 'console', ensureConsole);
  const views = builtFor(['ehr-mcp', 'imaging-mcp'], 'pages for assistants', ensureViews);
  const apps = await allOrNone(failed, [
    start('sandbox'),
    auth,
    Promise.all([seeded, views]).then(() => start('ehr-mcp')),
    views.then(() => start('imaging-mcp')),
    orchestrator,
    // The first time it registers itself with a token of the one at the other.
    (existsSync(folder.file(agentTokenFile)) ? seeded : Promise.all([auth, orchestrator])).then(() =>
      start('bias-detector'),
    ),
    start('bridge'),
    consoleFiles.then(() => start('edge')),
  ]).then((each) => each.flat());
  return {
    folder,
    addresses: installation.addresses,
    people,
    installation,
    adminUrl: database.adminUrl,
    apps,
    failure: Promise.race([
      database.gone,
      ...apps.map(async (app) => ({ what: `${app.name} ended by itself (${await app.exited})`, log: app.logFile })),
    ]),
    stop: () => unwind(undo),
  };
}

/** The database's own port is not looked at when its server is left from a killed run: starting it takes that over. */
function portsToCome({ ports }: StackOptions, folder: StateFolder): Partial<Ports> {
  const { postgres, ...others } = ports;
  return runningPostmaster(folder.postgres) === undefined ? { ...others, postgres } : others;
}

/**
 * Waits for all even when one fails, so that whatever came up by then is known and can be stopped; but tells the others
 * that nobody needs them any more, for they may wait for the one that failed.
 */
async function allOrNone<T>(failed: AbortController, works: Promise<T>[]): Promise<T[]> {
  for (const work of works) work.catch((error: unknown) => failed.abort(error));
  await Promise.allSettled(works);
  // The first of them, whatever followed from it.
  failed.signal.throwIfAborted();
  return Promise.all(works);
}

function installationOf(
  options: StackOptions,
  folder: StateFolder,
  database: Database,
  programs: string,
): Installation {
  return {
    folder,
    programs,
    ports: options.ports,
    addresses: addressesOf(options.ports),
    secrets: ensureSecrets(folder.file('secrets.json')),
    anchorKey: ensureAnchorKey(anchorKeyFileOf(folder)),
    databaseUrl: (role) => database.urlAs(role),
    redisUrl: options.redisUrl,
    pacs: options.pacs,
    authoritiesFile: options.authoritiesFile,
    logLevel: options.logLevel ?? 'info',
  };
}

/** All at once: each ends what it has begun, and none needs another for that. */
async function stopAll(apps: readonly AppProcess[]): Promise<void> {
  await Promise.all(apps.map((app) => app.stop()));
}

/** The last started first; one that cannot be stopped keeps none of the others running. */
async function unwind(undo: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let work = undo.pop(); work !== undefined; work = undo.pop()) {
    await work().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
}
