import path from 'node:path';
import type { AppSpec } from '../app-process.js';
import { repository, type Installation } from '../installation.js';

export interface AppOptions {
  readonly name: string;
  /** Compiled file, from the folder of the whole. */
  readonly entry: string;
  readonly readyUrl: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** One process of the stack, its log beside the others'. */
export function appOf({ folder }: Installation, { name, entry, readyUrl, environment }: AppOptions): AppSpec {
  return {
    name,
    entry: path.join(repository, entry),
    readyUrl,
    environment,
    logFile: path.join(folder.logs, `${name.replaceAll(' ', '-')}.log`),
  };
}
