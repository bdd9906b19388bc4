import { existsSync } from 'node:fs';
import path from 'node:path';
import { folderGiven } from './folder-given.js';
import { StartRefused } from '../words/start-refused.error.js';
import { openStateFolder, type StateFolder } from './state-folder.js';

/** The folder of a start that has been; commands about it make none. */
export function installedFolder(name: string | undefined): StateFolder {
  const root = folderGiven(name);
  if (existsSync(path.join(root, 'secrets.json'))) return openStateFolder(root);
  throw new StartRefused(
    `There is no installation in ${root}.`,
    'npm start makes one; --folder or CAREGATE_FOLDER names another.',
  );
}
