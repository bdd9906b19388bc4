import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePorts, seedFolder } from '@caregate/dev';
import { claim, identify, PostgresStartFailed, startWatchdog } from '@caregate/postgres';
import { runOwner } from '@caregate/testing';

const MAKING_MILLISECONDS_MAX = 120_000;
const run = promisify(execFile);

let known: Promise<string> | undefined;

/** Puts database and synthetic clinic into `folder` as the first start of a stack does, without the time that takes. */
export async function fillSeeded(folder: string): Promise<void> {
  const seeded = await (known ??= findOrMake());
  // The database's files belong to another user where we are root, which Node's own copy forgets.
  if (process.platform === 'win32') await cp(seeded, folder, { recursive: true });
  else await run('cp', ['-a', `${seeded}/.`, folder]);
}

/** Whichever worker of a run comes first makes it, and the others wait. It is deleted when the run has ended. */
async function findOrMake(): Promise<string> {
  const owner = identify(runOwner());
  const place = path.join(tmpdir(), `caregate-seeded-${owner.pid}-${owner.startedAt ?? '0'}`);
  const folder = path.join(place, 'folder');
  await mkdir(place, { recursive: true, mode: 0o711 });
  const claimFile = path.join(place, 'owner.json');
  const token = await claim(claimFile, owner).catch(asUndefinedIfInUse);
  if (token === undefined) return appears(folder);
  const pidFile = path.join(place, 'nobody.pid');
  startWatchdog({ owner, claimFile, token, pidFile, command: pidFile, removeFolder: place });
  const draft = path.join(place, 'draft');
  await seedFolder(draft, (await freePorts()).postgres);
  await rename(draft, folder);
  return folder;
}

function asUndefinedIfInUse(error: unknown): undefined {
  if (error instanceof PostgresStartFailed && error.reason === 'in-use') return undefined;
  throw error;
}

async function appears(folder: string): Promise<string> {
  for (let waited = 0; waited < MAKING_MILLISECONDS_MAX; waited += 100) {
    if (existsSync(folder)) return folder;
    await pause(100);
  }
  throw new Error('Another worker of this test run began to fill a folder and never finished.');
}
