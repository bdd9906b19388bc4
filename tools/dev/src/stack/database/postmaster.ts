import path from 'node:path';
import { identify, isRunning } from '@caregate/postgres';
import { readIfThere } from '../folder/state-folder.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs on this data folder now, whoever started it; it tells so itself in `postmaster.pid`. */
export function runningPostmaster(dataFolder: string): Postmaster | undefined {
  const lines = readIfThere(path.join(dataFolder, 'cluster', 'postmaster.pid'))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 1 || !Number.isInteger(port) || port <= 0) return undefined;
  return isRunning(identify(pid)) ? { pid, port } : undefined;
}
