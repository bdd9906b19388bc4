import { readFile, rename, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identify, PostgresStartFailed, startPostgres } from '@caregate/postgres';
import { runOwner } from './run-owner.js';

const STARTING_MILLISECONDS_MAX = 60_000;

export interface SharedServer {
  readonly superuserUrl: string;
}

let known: Promise<SharedServer> | undefined;

/**
 * One server for all workers of a run. Whoever comes first starts it; the others wait for its address. Nobody stops it:
 * its watchdog does, and deletes its folder, as soon as the run has ended, however it ended.
 */
export async function sharedServer(): Promise<SharedServer> {
  known ??= findOrStart();
  return known;
}

async function findOrStart(): Promise<SharedServer> {
  const owner = identify(runOwner());
  const dataFolder = path.join(os.tmpdir(), `caregate-specs-${owner.pid}-${owner.startedAt ?? '0'}`);
  const addressFile = path.join(dataFolder, 'address.json');
  return (await read(addressFile)) ?? (await start(dataFolder, addressFile, owner.pid)) ?? (await appears(addressFile));
}

async function start(dataFolder: string, file: string, ownerPid: number): Promise<SharedServer | undefined> {
  try {
    const { superuserUrl } = await startPostgres({ dataFolder, ownerPid, durable: false, disposable: true });
    // Written aside and moved, so that nobody reads half an address.
    const draft = `${file}.draft`;
    await writeFile(draft, JSON.stringify({ superuserUrl }), { mode: 0o600 });
    await rename(draft, file);
    return { superuserUrl };
  } catch (error) {
    if (error instanceof PostgresStartFailed && error.reason === 'in-use') return undefined;
    throw error;
  }
}

async function appears(file: string): Promise<SharedServer> {
  for (let waited = 0; waited < STARTING_MILLISECONDS_MAX; waited += 25) {
    const found = await read(file);
    if (found) return found;
    await pause(25);
  }
  throw new Error('Another worker of this test run began to start the database and never finished.');
}

async function read(file: string): Promise<SharedServer | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  // Only `start` writes it, and only whole.
  return text === undefined ? undefined : (JSON.parse(text) as SharedServer);
}
