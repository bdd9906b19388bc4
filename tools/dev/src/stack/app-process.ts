import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasNoSpace } from './folder/full-disk.js';
import { compileCache } from './folder/installation.js';
import { refusedApp } from './words/refused-app.js';

const READY_MILLISECONDS_MAX = 60_000;
const ANSWER_MILLISECONDS_MAX = 2_000;
const STOP_MILLISECONDS_MAX = 12_000;

/** Of our own code only: --enable-source-maps reads those of every dependency too, a fifth of the time to ready. */
const sourceMaps = `import{setSourceMapsSupport as s}from'node:module';s(true,{nodeModules:false})`;
/** What a start leaves behind V8 would keep for half a minute, 5 to 10 MB a process. */
const tidying = `process.on('SIGUSR2',()=>gc({type:'major',execution:'sync',flavor:'last-resort'}))`;

/**
 * Little is a third less than plenty, for fewer calls per second than one person on a laptop makes. The least costs a
 * third of the speed besides: for programs that nobody waits for.
 */
const memoryOptions = {
  plenty: imported(sourceMaps),
  little: ['--max-semi-space-size=2', '--expose-gc', ...imported(`${sourceMaps};${tidying}`)],
  least: ['--optimize-for-size', '--expose-gc', ...imported(`${sourceMaps};${tidying}`)],
};

/** One arena for all threads, and not one for each that ever waited for another's: 3 to 8 MB a process with glibc. */
const oneArena = { MALLOC_ARENA_MAX: '1' };

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
  readonly logFile: string;
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
  const skipped = statSync(spec.logFile, { throwIfNoEntry: false })?.size ?? 0;
  const child = launch(spec);
  const exited = once(child, 'exit').then(([code, signal]) => (signal === null ? `exit status ${code}` : `${signal}`));
  const app: AppProcess = {
    name: spec.name,
    pid: child.pid ?? 0,
    logFile: spec.logFile,
    exited,
    kill: (signal) => void child.kill(signal),
    stop: () => stop(child, exited),
  };
  const outcome = await Promise.race([untilReady(spec, unneeded), exited]);
  if (outcome === 'ready') {
    tidy(child, spec);
    return app;
  }
  await app.stop();
  unneeded?.throwIfAborted();
  if (hasNoSpace(path.dirname(spec.logFile)))
    throw Object.assign(new Error('No space is left for the log.'), { code: 'ENOSPC' });
  const cause =
    outcome === 'timeout' ? `was not ready after ${READY_MILLISECONDS_MAX / 1000} s` : `ended with ${outcome}`;
  throw refusedApp({ name: spec.name, what: cause, log: spec.logFile, skipped });
}

function launch({ entry, environment, logFile, memory = 'plenty' }: AppSpec): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...memoryOptions[memory], entry], {
    env: {
      ...(memory === 'plenty' ? {} : oneArena),
      NODE_COMPILE_CACHE: compileCache,
      ...environment,
      CAREGATE_EXIT_WITH_PARENT: '1',
    },
    stdio: ['ignore', log, log, 'ipc'],
    // Its own group, so that a Ctrl-C at the terminal reaches only us, and we decide in what order things end.
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  return child;
}

/** Windows has no such signal. */
function tidy(child: ChildProcess, { memory = 'plenty' }: AppSpec): void {
  if (memory !== 'plenty' && process.platform !== 'win32') child.kill('SIGUSR2');
}

async function untilReady(
  spec: AppSpec,
  unneeded?: AbortSignal,
): Promise<'ready' | 'timeout' | 'full disk' | 'unneeded'> {
  const deadline = Date.now() + READY_MILLISECONDS_MAX;
  while (Date.now() < deadline) {
    if (await answers(spec.readyUrl)) return 'ready';
    if (hasNoSpace(path.dirname(spec.logFile))) return 'full disk';
    if (unneeded?.aborted === true) return 'unneeded';
    await sleep(60);
  }
  return 'timeout';
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

function imported(code: string): readonly string[] {
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}
