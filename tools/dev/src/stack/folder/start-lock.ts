import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { isRunning } from '@caregate/postgres';
import { StartRefused } from '../words/start-refused.error.js';
import { codeOf, readIfThere } from './state-folder.js';

/** Keeps a second start away from the same folder; a lock whose owner is gone is taken over. */
export function lockStart(file: string): () => void {
  if (!tryCreate(file)) {
    const owner = Number(readIfThere(file));
    if (isStartOf(owner)) {
      throw new StartRefused(
        `CareGate is already running from this folder (process ${owner}).`,
        'Use the running one, stop it with Ctrl-C where it runs, or name another folder with --folder.',
      );
    }
    rmSync(file, { force: true });
    if (!tryCreate(file))
      throw new StartRefused('Another start of CareGate began at the same moment.', 'Wait for it, then try again.');
  }
  return () => rmSync(file, { force: true });
}

function tryCreate(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A process number is used again by the system, so being alive is not enough: it must be one of our programs. */
function isStartOf(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || pid === process.pid || !isRunning({ pid })) return false;
  if (process.platform === 'win32') return true;
  const { stdout, status } = spawnSync('ps', ['-p', String(pid), '-o', 'stat=,command='], { encoding: 'utf8' });
  return status === 0 && !stdout.trimStart().startsWith('Z') && /\.main\.js/.test(stdout);
}
