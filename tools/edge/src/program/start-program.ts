import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProgramOptions {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Whether it serves by now; a rejection counts as no. */
  ready(): Promise<boolean>;
}

export interface RunningProgram {
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_MILLISECONDS = 15_000;
const BETWEEN_MILLISECONDS = 30;
const STOP_MILLISECONDS = 5_000;
const COMPLAINT_LENGTH = 2_000;

/** Runs a server that is not ours until it serves; one that ends before is an error with its last words. */
export async function startProgram({ name, program, args, ready }: ProgramOptions): Promise<RunningProgram> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const failure: { words: string; error?: Error } = { words: '' };
  child.on('error', (error) => (failure.error = error));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    failure.words = `${failure.words}${text}`.slice(-COMPLAINT_LENGTH);
  });
  const over = () => child.exitCode !== null || child.signalCode !== null || failure.error !== undefined;
  const stop = async () => {
    if (over()) return;
    const gone = once(child, 'exit');
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(impatient);
  };
  const deadline = performance.now() + READY_MILLISECONDS;
  while (!(await ready().catch(() => false))) {
    if (over()) throw new Error(`${name} ended: ${failure.error?.message ?? failure.words}`);
    if (performance.now() > deadline) {
      await stop();
      throw new Error(`${name} did not serve within ${READY_MILLISECONDS} ms: ${failure.words}`);
    }
    await sleep(BETWEEN_MILLISECONDS);
  }
  if (over()) throw new Error(`${name} ended, but something else serves there: ${failure.words}`);
  return { pid: child.pid ?? 0, stop };
}
