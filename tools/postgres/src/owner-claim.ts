import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { errorCode } from './error-code.js';
import { PostgresStartFailed } from './postgres-start-failed.js';
import { isRunning, type RunningProcess } from './running-process.js';

/** What stands in the claim file: who owns the folder, and a token that a later owner cannot have. */
interface Claim {
  readonly token: string;
  readonly owner: RunningProcess;
}

/** Makes `owner` the only owner of what `file` stands for, taking over from a dead one. */
export async function claim(file: string, owner: RunningProcess): Promise<string> {
  const mine: Claim = { token: randomUUID(), owner };
  while (!(await place(file, mine))) await removeDead(file, mine.token);
  return mine.token;
}

/** Whether the claim is still the one that `token` was given for. */
export async function holds(file: string, token: string): Promise<boolean> {
  return (await read(file))?.token === token;
}

/** The file appears with its content or not at all, because link(2) neither overwrites nor shows half. */
async function place(file: string, mine: Claim): Promise<boolean> {
  const draft = `${file}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeDead(file: string, token: string): Promise<void> {
  const seen = await read(file);
  if (seen === undefined) return;
  if (isRunning(seen.owner)) throw inUse(seen.owner);
  const aside = `${file}.dead.${token}`;
  if (!(await moved(file, aside))) return;
  // Somebody faster may have taken over between the look and the move: then what was moved is alive, and goes back.
  const taken = await read(aside);
  if (taken !== undefined && taken.token !== seen.token) await moved(aside, file);
  await rm(aside, { force: true });
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function read(file: string): Promise<Claim | undefined> {
  try {
    // Only this module writes the file, and only whole.
    return JSON.parse(await readFile(file, 'utf8')) as Claim;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function inUse({ pid }: RunningProcess): PostgresStartFailed {
  return new PostgresStartFailed(
    'in-use',
    `The data folder is already in use by the running process ${pid}.`,
    'Use that one, stop it first, or choose another data folder.',
  );
}
