import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Binaries } from './binaries.js';
import type { FolderPaths } from './data-folder.js';
import { explainFailure } from './explain-failure.js';
import { runProgram } from './run-program.js';
import { identify, isRunning } from './running-process.js';

/** No system gives out a process number this high. */
const NOBODYS_PID = '2147483646';

/** Stops the server of this folder, whoever started it. Only the holder of the claim may call this. */
export async function stopServer(paths: FolderPaths, { pgCtl }: Binaries): Promise<void> {
  if (!existsSync(paths.pidFile)) return;
  const [line = '', ...rest] = (await readFile(paths.pidFile, 'utf8')).split('\n');
  const pid = Number.parseInt(line, 10);
  if (pid > 0 && isRunning(identify(pid)) && isServerOf(paths.cluster, pid)) {
    const done = await runProgram(pgCtl, ['-D', paths.cluster, '-m', 'fast', '-w', '-t', '60', 'stop']);
    if (!done.ok && existsSync(paths.pidFile)) throw explainFailure('Stopping the database', done.output);
    return;
  }
  // A number that a stranger or a zombie has now makes PostgreSQL refuse. Only the number goes: the lines after it let
  // PostgreSQL itself check that no child of the dead server still holds the shared memory.
  await writeFile(paths.pidFile, [NOBODYS_PID, ...rest].join('\n'));
}

/** Its command line names the folder. Where that cannot be read (Windows), PostgreSQL's own check of the file decides. */
function isServerOf(cluster: string, pid: number): boolean {
  if (process.platform === 'win32') return true;
  return commandOf(pid).includes(cluster);
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    // It ended while being looked at, so it is not the server.
    return '';
  }
}
