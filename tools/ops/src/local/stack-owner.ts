import { readFileSync } from 'node:fs';
import type { LocalFolder } from './local-folder.js';
import { processTable, type ProcessRow } from './process-table.js';

/** The process that keeps a folder's stack running, if one does; a lock whose owner is gone counts for nothing. */
export function stackOwner(folder: LocalFolder, processes = processTable()): ProcessRow | undefined {
  const pid = Number(readLock(folder));
  // A process number is used again by the system, so it must be one of our programs too.
  return processes.find((row) => row.pid === pid && /\.main\.js/.test(row.command));
}

function readLock(folder: LocalFolder): string {
  try {
    return readFileSync(folder.file('start.lock'), 'utf8');
  } catch {
    // No lock, or not ours to read: nothing that we could look after runs here.
    return '';
  }
}
