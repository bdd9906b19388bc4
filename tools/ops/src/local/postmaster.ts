import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './process-table.js';
import type { LocalFolder } from './local-folder.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The database server of a folder; it writes its number and port itself (PostgreSQL, "postmaster.pid"). */
export function postmasterOf(folder: LocalFolder): Postmaster | undefined {
  const lines = readPidFile(folder).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const isRunning = Number.isInteger(pid) && pid > 1 && Number.isInteger(port) && port > 0 && isAlive(pid);
  return isRunning ? { pid, port } : undefined;
}

function readPidFile(folder: LocalFolder): string {
  try {
    return readFileSync(path.join(folder.postgres, 'cluster', 'postmaster.pid'), 'utf8');
  } catch {
    // Not started, or stopped in order, which removes the file.
    return '';
  }
}
