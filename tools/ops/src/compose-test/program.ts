import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface ProgramOptions {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Where what it complains of goes while it runs; kept for the error otherwise. */
  readonly log?: number;
  /** What it says goes there too, and is not given back. */
  readonly isLogged?: boolean;
  readonly signal?: AbortSignal;
}

const TOLD_LINES = 15;

/** Runs a program to its end and gives what it said; one that fails is an error with its last words. */
export async function program(name: string, words: readonly string[], options: ProgramOptions = {}): Promise<string> {
  const { folder, environment, log, isLogged = false, signal } = options;
  const child = spawn(name, words, {
    stdio: ['ignore', isLogged ? (log ?? 'ignore') : 'pipe', log ?? 'pipe'],
    ...(folder === undefined ? {} : { cwd: folder }),
    ...(environment === undefined ? {} : { env: environment }),
    ...(signal === undefined ? {} : { signal }),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const { stdout, stderr } = child;
  const [said, complained, status] = await Promise.all([
    stdout === null ? '' : text(stdout),
    stderr === null ? '' : text(stderr),
    ended,
  ]);
  if (status === 0) return said;
  const last = `${said}${complained}`.trimEnd().split('\n').slice(-TOLD_LINES).join('\n');
  throw new Error(`${name} ${words.slice(0, 3).join(' ')} … ended with ${status}:\n${last}`);
}
