import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from './error-code.js';
import { identify, isRunning } from './running-process.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs on this data folder now, whoever started it; it tells so itself in `postmaster.pid`. */
export function runningPostmaster(dataFolder: string): Postmaster | undefined {
  const lines = readIfThere(path.join(dataFolder, 'cluster', 'postmaster.pid')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 1 || !Number.isInteger(port) || port <= 0) return undefined;
  return isRunning(identify(pid)) ? { pid, port } : undefined;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
