import { rmSync } from 'node:fs';
import path from 'node:path';
import { startOrthanc, type RunningOrthanc } from '@caregate/edge';
import { freePort } from '@caregate/postgres';
import { debianTool } from '@caregate/testing';
import type { Person } from '../sandbox/people.js';
import { freePorts } from '../stack/ports/ports.js';
import { silentProgress } from '../stack/words/progress.js';
import { startStack, type RunningStack } from '../stack/stack.js';
import { crossTheBridge } from './bridge-steps.js';
import { lookAtImages } from './imaging-steps.js';
import { passTheGate } from './pacs-steps.js';
import { runPipeline } from './pipeline-steps.js';
import { beRefused, openDoors, readRecord } from './record-steps.js';
import { openConsole, signOnEverywhere } from './sign-on-steps.js';
import { expectThat, type StepLog } from './step.js';
import { temporaryFolder } from './temporary-folder.js';
import { askTheTrail, beRevoked } from './trail-steps.js';

export interface TourOptions {
  readonly redisUrl?: string | undefined;
}

/** Starts the stack on free ports in a temporary folder and acts as its users would, over real sockets. */
export async function tour(log: StepLog, options: TourOptions = {}): Promise<void> {
  const folder = temporaryFolder();
  let stack: RunningStack | undefined;
  let orthanc: RunningOrthanc | undefined;
  try {
    await log.run('start the stack on free ports', async () => {
      const ports = await freePorts();
      orthanc = await orthancIfThere(path.join(folder, 'orthanc'));
      stack = await startStack({
        folder: path.join(folder, 'installation'),
        ports,
        progress: silentProgress,
        pacs: orthanc,
        ...options,
      });
      const stores = [
        'PostgreSQL',
        ...(options.redisUrl === undefined ? [] : ['Redis']),
        ...(orthanc === undefined ? [] : ['Orthanc']),
      ];
      return `${stack.apps.length} processes and ${stores.join(', ')}`;
    });
    if (stack !== undefined) await walk(stack, orthanc, log);
  } finally {
    await stack?.stop();
    await orthanc?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walk(stack: RunningStack, orthanc: RunningOrthanc | undefined, log: StepLog): Promise<void> {
  const doctor = personOf(stack, 'doctor');
  const admin = personOf(stack, 'admin');
  await signOnEverywhere(stack, { doctor, stranger: admin }, log);
  await openConsole(stack, admin, log);
  const doors = await openDoors(stack, doctor, log);
  try {
    await readRecord(doors, log);
    await beRefused(doors, log);
    await lookAtImages(stack, doctor, log);
    await runPipeline(stack, doctor, log);
    await passTheGate(stack, orthanc, doctor, log);
    await crossTheBridge(stack, doctor, log);
    await beRevoked(stack, doors, log);
  } finally {
    await Promise.allSettled(doors.callers.map((caller) => caller.close()));
  }
  await askTheTrail(stack, admin, orthanc !== undefined, log);
}

/** A real archive for the gate to stand before, on machines that have one. */
async function orthancIfThere(folder: string): Promise<RunningOrthanc | undefined> {
  const program = debianTool('Orthanc');
  return program === undefined ? undefined : startOrthanc({ folder, port: await freePort(), program });
}

function personOf(stack: RunningStack, role: string): Person {
  const person = stack.people.find((each) => each.role === role);
  expectThat(person !== undefined, `the sandbox has a ${role}`);
  return person;
}
