import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { OperationRefused } from '../operation-refused.error.js';

/** Where `npm start` keeps one installation: its database, secrets, audit anchors and logs. */
export interface LocalFolder {
  readonly root: string;
  readonly postgres: string;
  readonly logs: string;
  readonly anchors: string;
  file(name: string): string;
}

export function localFolder(root = '.caregate'): LocalFolder {
  const absolute = path.resolve(root);
  return {
    root: absolute,
    postgres: path.join(absolute, 'postgres'),
    logs: path.join(absolute, 'logs'),
    anchors: path.join(absolute, 'audit'),
    file: (name) => path.join(absolute, name),
  };
}

export const isInstalled = (folder: LocalFolder) => existsSync(folder.file('secrets.json'));

const secretsFile = z.looseObject({ postgresSuperuser: z.string().min(1) });

/** For questions that only the owner of the schema may ask. */
export function superuserPasswordOf(folder: LocalFolder): string {
  try {
    return secretsFile.parse(JSON.parse(readFileSync(folder.file('secrets.json'), 'utf8'))).postgresSuperuser;
  } catch (cause) {
    throw new OperationRefused(
      `There is no installation in ${folder.root} that this user may read.`,
      'npm run up makes one; --folder names another.',
      { cause },
    );
  }
}
