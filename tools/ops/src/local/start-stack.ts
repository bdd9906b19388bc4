import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkFolder } from '../doctor/folder.check.js';
import { OperationRefused } from '../operation-refused.error.js';
import type { LocalFolder } from './local-folder.js';
import { stackOwner } from './stack-owner.js';

const READY_MILLISECONDS_MAX = 120_000;
const LOOK_MILLISECONDS = 150;
const READY_LINE = /^CareGate is ready /m;
/** What `npm start` runs in the foreground. */
const stackEntry = path.resolve(import.meta.dirname, '../../../dev/dist/start.main.js');

export interface StartOptions {
  readonly folder: LocalFolder;
  /** Handed on to the stack, as in `--port-auth 9080`. */
  readonly arguments: readonly string[];
  readonly entry?: string;
}

/** Starts the stack as a process of its own that outlives us; the answer is the screen that it showed. */
export async function startStackInBackground(options: StartOptions): Promise<string> {
  const { folder } = options;
  const owner = stackOwner(folder);
  if (owner !== undefined)
    throw new OperationRefused(
      `CareGate is already running from this folder (process ${owner.pid}).`,
      'npm run status shows it, npm run down stops it, --folder names another.',
    );
  const { state, sentence, wayOut = '' } = await checkFolder(folder.root);
  if (state === 'failure') throw new OperationRefused(sentence, wayOut);
  const log = path.join(folder.logs, 'stack.log');
  const child = launch(options, log);
  const screen = await untilReady(child, log);
  child.unref();
  return screen;
}

function launch({ folder, arguments: handedOn, entry = stackEntry }: StartOptions, log: string): ChildProcess {
  mkdirSync(folder.logs, { recursive: true });
  // Each run starts its own page; the apps keep theirs.
  const output = openSync(log, 'w', 0o600);
  const child = spawn(process.execPath, [entry, '--folder', folder.root, ...handedOn], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}

async function untilReady(child: ChildProcess, log: string): Promise<string> {
  const deadline = Date.now() + READY_MILLISECONDS_MAX;
  while (Date.now() < deadline) {
    const said = readFileSync(log, 'utf8');
    const ready = READY_LINE.exec(said);
    if (ready !== null) return said.slice(ready.index);
    if (child.exitCode !== null || child.signalCode !== null) throw refusalIn(said);
    await pause(LOOK_MILLISECONDS);
  }
  child.kill('SIGTERM');
  throw new OperationRefused(
    `CareGate was not ready after ${READY_MILLISECONDS_MAX / 1000} s and was stopped again.`,
    `Read ${log}; npm run doctor looks for the cause.`,
  );
}

/** The stack ends with one sentence and one way out; those are ours to repeat. */
function refusalIn(said: string): OperationRefused {
  const lines = said.trimEnd().split('\n');
  const arrow = lines.findLastIndex((line) => line.startsWith('→ '));
  if (arrow < 1)
    return new OperationRefused(`The start ended: ${lines.at(-1) ?? ''}`, 'npm run doctor looks for the cause.');
  return new OperationRefused(lines[arrow - 1] ?? '', (lines[arrow] ?? '').slice(2));
}
