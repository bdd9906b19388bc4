import path from 'node:path';
import type { ProgramEntry } from '../../programs/program-entries.js';
import type { AppSpec } from '../app-process.js';
import type { Installation } from '../folder/installation.js';

export interface AppOptions {
  readonly name: string;
  readonly entry: ProgramEntry;
  readonly readyUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memory?: AppSpec['memory'];
}

/** One process of the stack, its log beside the others'. */
export function appOf(
  { folder, programs }: Installation,
  { name, entry, readyUrl, environment, memory }: AppOptions,
): AppSpec {
  return {
    name,
    entry: path.join(programs, entry),
    readyUrl,
    environment,
    ...(memory === undefined ? {} : { memory }),
    logFile: path.join(folder.logs, `${name.replaceAll(' ', '-')}.log`),
  };
}
