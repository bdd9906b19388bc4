import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { endConnection } from '../trail/end-connection.js';

const LOCK_KEY = `hashtextextended('caregate.audit.anchors', 0)`;
const PAUSE_MILLISECONDS = 20;

export class AnchorsBusy extends Error {
  constructor() {
    super('Another process is working on the audit anchors.');
  }
}

/**
 * Everything that compares or extends anchor file and copies does so one after the other, in however many processes. The
 * lock belongs to the connection, so that no crash leaves it behind.
 */
export async function withAnchorLock<T>(
  dataSource: DataSource,
  waitMilliseconds: number,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner('master');
  let unlocked = false;
  try {
    await lock(runner.manager, waitMilliseconds);
    const result = await work(runner.manager);
    await runner.query(`select pg_advisory_unlock(${LOCK_KEY})`);
    unlocked = true;
    return result;
  } finally {
    await (unlocked ? runner.release() : endConnection(runner));
  }
}

async function lock(manager: EntityManager, waitMilliseconds: number): Promise<void> {
  const deadline = performance.now() + waitMilliseconds;
  while (!(await tryLock(manager))) {
    if (performance.now() >= deadline) throw new AnchorsBusy();
    await pause(PAUSE_MILLISECONDS);
  }
}

async function tryLock(manager: EntityManager): Promise<boolean> {
  const [answer] = await manager.query<{ locked: boolean }[]>(`select pg_try_advisory_lock(${LOCK_KEY}) as locked`);
  return answer?.locked === true;
}
