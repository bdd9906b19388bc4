import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { syntheticStudies } from '@caregate/synthetic';
import type { KeptInstances } from './archive/kept-instances.js';

/** Compiled, also where this file is not. */
const ENTRY = path.resolve(import.meta.dirname, '../../dist/healthimaging/prepare.main.js');
/** Memory before speed. */
const execArgv = ['--max-semi-space-size=2', '--optimize-for-size'];
/** By then whoever starts this is ready. */
const PAUSE_MILLISECONDS = 30_000;

/**
 * Prepares the pictures that are not kept yet, before anybody asks for them: by a process of its own, which gives its
 * memory back, and which steps aside for everything else on this machine.
 */
export function prepareInBackground(kept: KeptInstances, pauseMilliseconds = PAUSE_MILLISECONDS): () => void {
  const uids = syntheticStudies().flatMap(({ series }) =>
    series.flatMap(({ instances }) => instances.map(({ sopInstanceUid }) => sopInstanceUid)),
  );
  if (uids.every((uid) => kept.has(uid))) return () => undefined;
  const ended = new AbortController();
  const timer = setTimeout(() => start(kept.folder, ended.signal), pauseMilliseconds).unref();
  return () => {
    clearTimeout(timer);
    ended.abort();
  };
}

function start(folder: string, signal: AbortSignal): void {
  const child = fork(ENTRY, [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: {}, execArgv, signal });
  // Without these pictures everything goes on; they are prepared by whoever asks for them.
  child.on('error', () => undefined);
  child.once('spawn', () => setPriority(child.pid ?? 0, constants.priority.PRIORITY_LOW));
}
