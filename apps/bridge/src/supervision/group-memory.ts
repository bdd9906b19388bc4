import { readdirSync, readFileSync } from 'node:fs';
import { errorCode } from '../error-code.js';

const KIBIBYTE = 1024;

/** Resident bytes of each of the process groups, in one walk over /proc (proc(5)); empty where there is no /proc. */
export function groupMemory(groups: ReadonlySet<number>): ReadonlyMap<number, number> {
  const bytes = new Map<number, number>();
  for (const pid of processIds()) {
    const group = groupOf(pid);
    if (group === undefined || !groups.has(group)) continue;
    bytes.set(group, (bytes.get(group) ?? 0) + residentBytes(pid));
  }
  return bytes;
}

function processIds(): readonly string[] {
  return process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
}

/** Fifth field of `stat`; the second, the name, is in brackets and may hold anything. */
function groupOf(pid: string): number | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  const field = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
  return field === undefined || stat === '' ? undefined : Number(field);
}

function residentBytes(pid: string): number {
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1];
  return Number(kibibytes ?? 0) * KIBIBYTE;
}

/** Empty when the process has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCode(error))) return '';
    throw error;
  }
}
