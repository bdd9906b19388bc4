import { open, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../../error-code.js';

const BEAT_MILLISECONDS = 2_000;
const STALE_MILLISECONDS = 10_000;
const RETRY_MILLISECONDS = 100;

/**
 * Runs the work while no other process does: two that refresh with the same token would make the authorization server
 * revoke both (RFC 9700 §4.14.2). A holder that died is noticed by its lock not being touched any more.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!(await isTaken(file))) await pause(RETRY_MILLISECONDS);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(ignoreMissing), BEAT_MILLISECONDS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function isTaken(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.close();
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if (await isStale(file)) await rm(file, { force: true });
    return false;
  }
}

async function isStale(file: string): Promise<boolean> {
  const found = await stat(file).catch(ignoreMissing);
  return found !== undefined && Date.now() - found.mtimeMs > STALE_MILLISECONDS;
}

function ignoreMissing(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error;
}
