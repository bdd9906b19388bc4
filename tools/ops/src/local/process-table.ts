import { spawnSync } from 'node:child_process';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly memoryMegabytes: number;
  readonly command: string;
}

/** Everything that runs on this machine, as `ps` tells it (POSIX.1-2017 `ps -o`). */
export function processTable(): ProcessRow[] {
  const columns = ['-e', '-o', 'pid=,ppid=,rss=,stat=,command='];
  const { stdout, status } = spawnSync('ps', columns, { encoding: 'utf8', maxBuffer: 16 * 2 ** 20 });
  return status === 0 ? stdout.split('\n').flatMap(rowOf) : [];
}

function rowOf(line: string): ProcessRow[] {
  const [, pid, parent, kilobytes, state = '', command = ''] =
    /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  // A zombie has ended; only its parent has not asked for its exit status yet.
  if (pid === undefined || state.startsWith('Z')) return [];
  return [{ pid: Number(pid), parent: Number(parent), memoryMegabytes: Math.round(Number(kilobytes) / 1024), command }];
}
