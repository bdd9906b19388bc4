/**
 * Stops a server whose owner has died, even by kill -9, which leaves the owner no last word. Runs detached, in a
 * session of its own. It signals only the process that the server itself wrote into its pid file, only if that still is
 * the server by its command line, and only while the claim is the one it was started for: whoever has taken the folder
 * over since is left alone.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningProcess } from './running-process.js';
import type { Watch } from './watch.js';

// Started from TypeScript source by specs and from JavaScript otherwise, without a loader that maps one to the other.
const sibling = `./running-process${path.extname(import.meta.filename)}`;
const { commandIncludes, identify, isRunning } = (await import(sibling)) as typeof import('./running-process.js');

const LOOK_MILLISECONDS = 200;
const APPEAR_MILLISECONDS = 8_000;
const FAST_MILLISECONDS = 10_000;

const watch = JSON.parse(process.argv[2] ?? '') as Watch;

while (isClaimed() && isRunning(watch.owner)) await pause(LOOK_MILLISECONDS);
if (isClaimed()) await stopServer();

/** The owner may have died while the server was still coming up, so an absent pid file is waited for. */
async function stopServer(): Promise<void> {
  const server = await until(APPEAR_MILLISECONDS, serverProcess);
  if (server === undefined || !isClaimed()) return cleanUp();
  signal(server, 'INT');
  const isGone = () => !isRunning(server) || undefined;
  if ((await until(FAST_MILLISECONDS, isGone)) === undefined) signal(server, 'QUIT');
  await until(FAST_MILLISECONDS, isGone);
  cleanUp();
}

function cleanUp(): void {
  if (!isClaimed()) return;
  if (watch.removeFolder !== undefined) rmSync(watch.removeFolder, { recursive: true, force: true, maxRetries: 5 });
  rmSync(watch.claimFile, { force: true });
}

function isClaimed(): boolean {
  return textOf(watch.claimFile)?.includes(watch.token) ?? false;
}

function serverProcess(): RunningProcess | undefined {
  const pid = Number.parseInt(textOf(watch.pidFile) ?? '', 10);
  if (!(pid > 0)) return undefined;
  const server = identify(pid);
  return isRunning(server) && commandIncludes(pid, watch.command) ? server : undefined;
}

/** Windows has no signals; PostgreSQL emulates them, and its pg_ctl knows how. */
function signal({ pid }: RunningProcess, name: 'INT' | 'QUIT'): void {
  if (process.platform === 'win32' && watch.pgCtl !== undefined) {
    spawnSync(watch.pgCtl, ['kill', name, String(pid)], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(pid, `SIG${name}`);
  } catch (error) {
    // ESRCH: it ended by itself in the meantime, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Absent or just being replaced: either way it tells nothing now, and the next look asks again.
    return undefined;
  }
}

async function until<T>(milliseconds: number, look: () => T | undefined): Promise<T | undefined> {
  for (let waited = 0; waited < milliseconds; waited += 50) {
    const seen = look();
    if (seen !== undefined) return seen;
    await pause(50);
  }
  return undefined;
}
