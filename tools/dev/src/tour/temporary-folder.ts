import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeOf, refuseFullDisk } from '../stack/folder/state-folder.js';
import { StartRefused } from '../stack/words/start-refused.error.js';

/** For an installation that ends with the tour; says in one sentence where there can be none. */
export function temporaryFolder(parent = tmpdir()): string {
  try {
    refuseFullDisk(parent, WAY_OUT);
    const folder = mkdtempSync(path.join(parent, 'caregate-tour-'));
    // Started by root, the database runs as nobody and has to pass.
    chmodSync(folder, 0o711);
    return folder;
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`No folder can be made in ${parent} (${codeOf(error)}).`, WAY_OUT, { cause: error });
  }
}

const WAY_OUT = 'Name another folder for what is temporary with the variable TMPDIR.';
