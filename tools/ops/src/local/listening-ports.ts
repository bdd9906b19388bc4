import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** `0A` is TCP_LISTEN in the kernel's numbering of states (include/net/tcp_states.h). */
const LISTENING = '0A';

/** TCP ports that a process really listens on, whatever its configuration says. */
export function listeningPorts(pid: number): number[] {
  const ports = process.platform === 'linux' ? linuxPorts(pid) : portsByLsof(pid);
  return [...new Set(ports)].toSorted((a, b) => a - b);
}

function linuxPorts(pid: number): number[] {
  const own = socketsOf(pid);
  return ['tcp', 'tcp6']
    .flatMap((table) => listenersIn(pid, table))
    .flatMap(([inode, port]) => (own.has(inode) ? [port] : []));
}

function socketsOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  return new Set(
    attempt(() => readdirSync(folder), []).flatMap((descriptor) => {
      const target = attempt(() => readlinkSync(`${folder}/${descriptor}`), '');
      return /^socket:\[(\d+)\]$/.exec(target)?.slice(1) ?? [];
    }),
  );
}

/** Columns of proc(5): sl, local address as hex `address:port`, remote, state, …, inode as the tenth. */
function listenersIn(pid: number, table: string): [inode: string, port: number][] {
  const rows = attempt(() => readFileSync(`/proc/${pid}/net/${table}`, 'utf8'), '')
    .split('\n')
    .slice(1);
  return rows.flatMap((row): [string, number][] => {
    const columns = row.trim().split(/\s+/);
    const port = Number.parseInt(columns[1]?.split(':')[1] ?? '', 16);
    return columns[3] === LISTENING && columns[9] !== undefined ? [[columns[9], port]] : [];
  });
}

function portsByLsof(pid: number): number[] {
  const { stdout, status } = spawnSync('lsof', ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn'], {
    encoding: 'utf8',
  });
  return status === 0 ? [...stdout.matchAll(/^n.*:(\d+)$/gm)].map(([, port]) => Number(port)) : [];
}

/** Processes come and go between two looks, and others' are not ours to see: then there is nothing to tell. */
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
