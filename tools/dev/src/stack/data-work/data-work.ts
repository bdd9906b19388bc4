import { fork } from 'node:child_process';
import path from 'node:path';
import { compileCache } from '../folder/installation.js';
import { StartRefused } from '../words/start-refused.error.js';

/** Compiled, also where this file is not. */
const ENTRY = path.resolve(import.meta.dirname, '../../../dist/stack/data-work/data-work.main.js');

export interface DataWork {
  /** Bring the schema up to date, or fill an empty record with the synthetic clinic. */
  readonly task: 'migrate' | 'seed';
  /** As the owner of the schema. */
  readonly adminUrl: string;
  /** Given to the roles of the apps by `migrate`. */
  readonly rolePasswords?: Readonly<Record<string, string>>;
}

/** How the work ended; words as `describeFailure` finds them. */
export type DataWorkOutcome = { readonly done: true } | { readonly sentence: string; readonly wayOut: string };

/**
 * Works on the database in a process that ends with it: the keeper of the stack, which lives as long as the stack does,
 * would not give back what models and synthetic patients take, two thirds of its memory.
 */
export async function workOnData(work: DataWork): Promise<void> {
  const outcome = await outcomeOf(work);
  if ('done' in outcome) return;
  throw new StartRefused(outcome.sentence, outcome.wayOut);
}

function outcomeOf(work: DataWork): Promise<DataWorkOutcome> {
  const env = { NODE_COMPILE_CACHE: compileCache };
  const child = fork(ENTRY, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env, execArgv: [] });
  return new Promise((resolve, reject) => {
    child.once('message', (outcome: DataWorkOutcome) => resolve(outcome));
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      reject(new Error(`Working on the database ended with ${signal ?? `exit status ${status}`}.`));
    });
    // By IPC and not by variables or arguments: passwords are in it.
    child.send(work);
  });
}
