import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { LocalFolder } from '../local/local-folder.js';
import { OperationRefused } from '../operation-refused.error.js';

export interface LogFile {
  readonly app: string;
  readonly file: string;
}

/** One file an app; `names` picks some of them. */
export function logFiles(folder: LocalFolder, names: readonly string[]): LogFile[] {
  const all = listed(folder).map((file) => ({ app: file.replace(/\.log$/, ''), file: path.join(folder.logs, file) }));
  if (all.length === 0)
    throw new OperationRefused(
      `There are no logs in ${folder.logs}.`,
      'npm run up makes them; --folder names another installation.',
    );
  const unknown = names.find((name) => !all.some(({ app }) => app === name));
  if (unknown === undefined) return names.length === 0 ? all : all.filter(({ app }) => names.includes(app));
  const known = all.map(({ app }) => app).join(', ');
  throw new OperationRefused(`There is no log of "${unknown}".`, `There are: ${known}.`);
}

function listed(folder: LocalFolder): string[] {
  try {
    return readdirSync(folder.logs)
      .filter((file) => file.endsWith('.log'))
      .toSorted();
  } catch {
    // No installation yet, so no logs.
    return [];
  }
}
