import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compileCache } from './installation.js';
import { StartRefused } from './start-refused.error.js';
import { freeBytesOf } from './state-folder.js';

const READY_MILLISECONDS_MAX = 60_000;
const ANSWER_MILLISECONDS_MAX = 2_000;
const STOP_MILLISECONDS_MAX = 12_000;
const LOG_LINES_SHOWN = 12;
/** One segment of PostgreSQL's write-ahead log: with less it cannot go on. */
const FREE_BYTES_MIN = 16 * 1024 * 1024;

/** Of our own code only: --enable-source-maps reads those of every dependency too, a fifth of the time to ready. */
const withSourceMaps = `import{setSourceMapsSupport as s}from'node:module';s(true,{nodeModules:false})`;
const sourceMaps = ['--import', `data:text/javascript,${encodeURIComponent(withSourceMaps)}`];

/**
 * Little is a third less than plenty, for fewer calls per second than one person on a laptop makes. The least costs a
 * third of the speed besides: for programs that nobody waits for.
 */
const memoryOptions = { plenty: [], little: ['--max-semi-space-size=2'], least: ['--optimize-for-size'] };

export interface AppSpec {
  readonly name: string;
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 once the app can work. */
  readonly readyUrl: string;
  readonly logFile: string;
  readonly memory?: keyof typeof memoryOptions;
}

export interface AppProcess {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<string>;
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/**
 * Starts one app as its own process and waits until it is ready, or not needed any more. It ends with us: its IPC channel
 * closes when we die.
 */
export async function startApp(spec: AppSpec, unneeded?: AbortSignal): Promise<AppProcess> {
  unneeded?.throwIfAborted();
  const child = launch(spec);
  const exited = once(child, 'exit').then(([code, signal]) => (signal === null ? `exit status ${code}` : `${signal}`));
  const app: AppProcess = {
    name: spec.name,
    pid: child.pid ?? 0,
    exited,
    kill: (signal) => void child.kill(signal),
    stop: () => stop(child, exited),
  };
  const outcome = await Promise.race([untilReady(spec, unneeded), exited]);
  if (outcome === 'ready') return app;
  await app.stop();
  unneeded?.throwIfAborted();
  if (isDiskFull(spec)) throw Object.assign(new Error('No space is left for the log.'), { code: 'ENOSPC' });
  const cause =
    outcome === 'timeout' ? `was not ready after ${READY_MILLISECONDS_MAX / 1000} s` : `ended with ${outcome}`;
  throw new StartRefused(
    `${spec.name} ${cause}. The end of its log:\n${lastLines(spec.logFile)}`,
    `Read ${spec.logFile}; when the data itself is at fault, npm run reset starts afresh.`,
  );
}

function launch({ entry, environment, logFile, memory = 'plenty' }: AppSpec): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...memoryOptions[memory], ...sourceMaps, entry], {
    env: { NODE_COMPILE_CACHE: compileCache, ...environment, CAREGATE_EXIT_WITH_PARENT: '1' },
    stdio: ['ignore', log, log, 'ipc'],
    // Its own group, so that a Ctrl-C at the terminal reaches only us, and we decide in what order things end.
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  return child;
}

async function untilReady(
  spec: AppSpec,
  unneeded?: AbortSignal,
): Promise<'ready' | 'timeout' | 'full disk' | 'unneeded'> {
  const deadline = Date.now() + READY_MILLISECONDS_MAX;
  while (Date.now() < deadline) {
    if (await answers(spec.readyUrl)) return 'ready';
    if (isDiskFull(spec)) return 'full disk';
    if (unneeded?.aborted === true) return 'unneeded';
    await sleep(60);
  }
  return 'timeout';
}

/** Without space the database waits and retries for ever, and so would we. */
function isDiskFull({ logFile }: AppSpec): boolean {
  return freeBytesOf(path.dirname(logFile)) < FREE_BYTES_MIN;
}

/** By hand: what `fetch` brings along would stay in the memory of whoever keeps the stack. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: ANSWER_MILLISECONDS_MAX }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy()).once('error', () => resolve(false));
  });
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = new AbortController();
  const timer = sleep(STOP_MILLISECONDS_MAX, undefined, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await exited;
  late.abort();
  await timer;
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-LOG_LINES_SHOWN)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}
