import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Binaries } from './binaries.js';
import type { FolderPaths } from './data-folder.js';
import { explainFailure } from './explain-failure.js';
import { runProgram } from './run-program.js';
import { commandIncludes, identify, isRunning } from './running-process.js';

/** No system gives out a process number this high. */
const NOBODYS_PID = '2147483646';

/** Stops the server of this folder, whoever started it. Only the holder of the claim may call this. */
export async function stopServer(paths: FolderPaths, { pgCtl }: Binaries): Promise<void> {
  if (!existsSync(paths.pidFile)) return;
  const [line = '', ...rest] = (await readFile(paths.pidFile, 'utf8')).split('\n');
  const pid = Number.parseInt(line, 10);
  if (pid > 0 && isRunning(identify(pid)) && commandIncludes(pid, paths.cluster)) {
    const done = await runProgram(pgCtl, ['-D', paths.cluster, '-m', 'fast', '-w', '-t', '60', 'stop']);
    if (!done.ok && existsSync(paths.pidFile)) throw explainFailure('Stopping the database', done.output);
    return;
  }
  // A number that a stranger or a zombie has now makes PostgreSQL refuse. Only the number goes: the lines after it let
  // PostgreSQL itself check that no child of the dead server still holds the shared memory.
  await writeFile(paths.pidFile, [NOBODYS_PID, ...rest].join('\n'));
}
