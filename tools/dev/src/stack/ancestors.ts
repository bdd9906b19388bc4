import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const POLL_MILLISECONDS = 500;
/** npm → shell → run.mjs → us: nobody further up started CareGate. */
const GENERATIONS = 4;

/**
 * Calls back once when one of the processes that started us is gone, `kill -9` included: a killed parent sends no
 * signal, but its children are handed to another one, and that shows.
 */
export function watchAncestors(onOrphaned: () => void): () => void {
  const chain = ancestryOf(process.pid);
  const timer = setInterval(() => {
    if (chain.every(({ child, parent }) => parentOf(child) === parent)) return;
    clearInterval(timer);
    onOrphaned();
  }, POLL_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}

/** The processes that started us and end with us: run.mjs, a shell, npm. The nearest comes first. */
export function launchers(): number[] {
  return ancestryOf(process.pid).map(({ parent }) => parent);
}

interface Link {
  readonly child: number;
  readonly parent: number;
}

/** Up to npm's own process; a shell or a supervisor above it may come and go as it likes. */
function ancestryOf(pid: number): Link[] {
  const chain: Link[] = [];
  let child = pid;
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    const parent = parentOf(child);
    if (parent === undefined || parent <= 1 || !isLauncher(parent)) break;
    chain.push({ child, parent });
    child = parent;
  }
  return chain;
}

/** run.mjs, the shell in which npm runs it, and npm itself. */
function isLauncher(pid: number): boolean {
  return /run\.mjs|\bnpm\b/.test(commandOf(pid));
}

function parentOf(pid: number): number | undefined {
  if (pid === process.pid) return process.ppid;
  if (process.platform === 'linux') return linuxParentOf(pid);
  if (process.platform === 'win32') return undefined;
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'ppid='], { encoding: 'utf8' });
  return Number(stdout.trim()) || undefined;
}

function linuxParentOf(pid: number): number | undefined {
  const fields = readProc(pid, 'stat').split(') ').at(-1)?.split(' ');
  return Number(fields?.[1]) || undefined;
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') return readProc(pid, 'cmdline').replaceAll('\0', ' ');
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.trim();
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // Gone between two looks: that is just what the watcher wants to know, and the empty text says it.
    return '';
  }
}
