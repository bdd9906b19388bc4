import { setTimeout as pause } from 'node:timers/promises';
import { OperationRefused } from '../operation-refused.error.js';
import type { LocalFolder } from './local-folder.js';
import { stackOwner } from './stack-owner.js';

/** Every app may take twelve seconds to finish what it answers, and the database comes last. */
const STOP_MILLISECONDS_MAX = 60_000;
const LOOK_MILLISECONDS = 100;

/** Stops a folder's stack in order, and says whether there was one. */
export async function stopStack(folder: LocalFolder): Promise<boolean> {
  const owner = stackOwner(folder);
  if (owner === undefined) return false;
  process.kill(owner.pid, 'SIGTERM');
  const deadline = Date.now() + STOP_MILLISECONDS_MAX;
  while (Date.now() < deadline) {
    if (stackOwner(folder) === undefined) return true;
    await pause(LOOK_MILLISECONDS);
  }
  throw new OperationRefused(
    `CareGate (process ${owner.pid}) did not stop within ${STOP_MILLISECONDS_MAX / 1000} s.`,
    `npm run logs shows what it is busy with; kill -9 ${owner.pid} ends it, and everything it started follows.`,
  );
}
