import path from 'node:path';
import { StartRefused } from '../words/start-refused.error.js';

/** What `--folder` names, which the npm scripts also make of CAREGATE_FOLDER. An empty name, as of a variable that a shell does not know, is no folder. */
export function folderGiven(name = '.caregate'): string {
  if (name.trim() !== '') return path.resolve(name);
  throw new StartRefused('The name of the folder is empty.', 'Name one, or none at all: then it is .caregate.');
}
