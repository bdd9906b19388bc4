import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same number. */
export interface RunningProcess {
  readonly pid: number;
  /** Ticks between boot and start, where the system tells (Linux); absent elsewhere. */
  readonly startedAt?: string;
}

export function identify(pid: number): RunningProcess {
  const startedAt = stateOf(pid)?.startedAt;
  return startedAt === undefined ? { pid } : { pid, startedAt };
}

/** A zombie counts as gone: in a container without init nobody reaps it, yet signal 0 still reaches it. */
export function isRunning({ pid, startedAt }: RunningProcess): boolean {
  if (!answersSignal(pid)) return false;
  const now = stateOf(pid);
  if (now === undefined) return true;
  return now.state !== 'Z' && now.state !== 'X' && (startedAt === undefined || now.startedAt === startedAt);
}

/** Tells a server from a stranger with the same number. Windows has no cheap way to ask: there the number must do. */
export function commandIncludes(pid: number, text: string): boolean {
  return process.platform === 'win32' || commandOf(pid).includes(text);
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    // It ended while being looked at.
    return '';
  }
}

function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another account's process. Read without errorCode(): the watchdog loads this file alone.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Fields 3 and 22 of proc_pid_stat(5); the command name before them may itself contain blanks and brackets. */
function stateOf(pid: number): { state: string; startedAt: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    // The process ended between the question and the answer; `answersSignal` has the last word.
    return undefined;
  }
}
