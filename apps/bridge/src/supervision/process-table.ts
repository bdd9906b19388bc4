import { readdirSync, readFileSync } from 'node:fs';
import { errorCode } from '../error-code.js';

const KIBIBYTE = 1024;

export interface ProcessEntry {
  readonly id: number;
  readonly parent: number;
  readonly group: number;
}

/** Every process of the machine that can be seen, from /proc (proc(5)); none where there is no /proc. */
export function processTable(): readonly ProcessEntry[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => entryOf(id) ?? []);
}

export function residentBytes(id: number): number {
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${id}/status`))?.[1];
  return Number(kibibytes ?? 0) * KIBIBYTE;
}

/** The variables that it was started with, by whomever. Processes of other users keep that to themselves. */
export function variablesOf(id: number): readonly string[] {
  return textOf(`/proc/${id}/environ`).split('\0');
}

/** Third to fifth field of `stat`; the second, the name, is in brackets and may hold anything. What has ended is no more. */
function entryOf(id: string): ProcessEntry | undefined {
  const stat = textOf(`/proc/${id}/stat`);
  const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || state === 'Z') return undefined;
  return { id: Number(id), parent: Number(parent), group: Number(group) };
}

/** Empty when the process has ended meanwhile, or is not ours to look at. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error))) return '';
    throw error;
  }
}
