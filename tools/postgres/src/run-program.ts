import { spawn } from 'node:child_process';
import { chown } from 'node:fs/promises';

/** PostgreSQL refuses to run as root; 65534 is `nobody` wherever Linux is, and must exist for initdb. */
const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;

export interface ProgramResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs one of PostgreSQL's programs as the account that the server runs as, and gathers what it says. */
export async function runProgram(program: string, args: readonly string[]): Promise<ProgramResult> {
  const account = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...account,
      // The caller's folder may be closed to that account.
      cwd: '/',
      // Ctrl-C in a terminal reaches its whole group; cut off in the middle, these would leave a server behind.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(said).toString('utf8') }));
  });
}

/** Hands a file or folder to the account that the server runs as. */
export async function handOver(path: string): Promise<void> {
  if (isRoot) await chown(path, NOBODY, NOBODY);
}
