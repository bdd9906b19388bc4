import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of these processes and all that they started, in megabytes; shared pages counted once on Linux. */
export function memoryMegabytes(roots: readonly number[]): number | undefined {
  if (process.platform === 'win32') return undefined;
  const { stdout, status } = spawnSync('ps', ['-e', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set(roots);
  for (let grown = true; grown;) {
    const before = family.size;
    for (const [pid = 0, parent = 0] of rows) if (family.has(parent)) family.add(pid);
    grown = family.size > before;
  }
  const kilobytes = rows
    .filter(([pid = 0]) => family.has(pid))
    .reduce((sum, [pid = 0, , rss = 0]) => sum + (proportionalKilobytes(pid) ?? rss), 0);
  return Math.round(kilobytes / 1024);
}

/** PostgreSQL's processes share their buffers; adding resident sizes would count those once per process. */
function proportionalKilobytes(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const line = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return line === null ? undefined : Number(line[1]);
  } catch {
    // Not ours to read, or gone meanwhile: the resident size from ps stands in.
    return undefined;
  }
}
