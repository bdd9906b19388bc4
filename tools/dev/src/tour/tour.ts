import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Person } from '../sandbox/people.js';
import { freePorts } from '../stack/ports.js';
import { silentProgress } from '../stack/progress.js';
import { startStack, type RunningStack } from '../stack/stack.js';
import { beRefused, openDoors, readRecord } from './record-steps.js';
import { expectThat, type StepLog } from './step.js';
import { askTheTrail, beRevoked } from './trail-steps.js';

export interface TourOptions {
  readonly redisUrl?: string | undefined;
}

/** Starts the stack on free ports in a temporary folder and acts as its users would, over real sockets. */
export async function tour(log: StepLog, options: TourOptions = {}): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-tour-'));
  let stack: RunningStack | undefined;
  try {
    await log.run('start the stack on free ports', async () => {
      stack = await startStack({ folder, ports: await freePorts(), progress: silentProgress, ...options });
      return `${stack.apps.length} processes and PostgreSQL${options.redisUrl === undefined ? '' : ' and Redis'}`;
    });
    if (stack !== undefined) await walk(stack, log);
  } finally {
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walk(stack: RunningStack, log: StepLog): Promise<void> {
  const doors = await openDoors(stack, personOf(stack, 'doctor'), log);
  try {
    await readRecord(doors, log);
    await beRefused(doors, log);
    await beRevoked(stack, doors, log);
  } finally {
    await Promise.allSettled(doors.callers.map((caller) => caller.close()));
  }
  await askTheTrail(stack, personOf(stack, 'admin'), log);
}

function personOf(stack: RunningStack, role: string): Person {
  const person = stack.people.find((each) => each.role === role);
  expectThat(person !== undefined, `the sandbox has a ${role}`);
  return person;
}
