import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { failure, ok, type Finding } from './finding.js';

const another = 'Name another folder with --folder, or do it as the user whose folder it is.';

/** Whether an installation could be made there; what is not there yet is made in the nearest folder above that is. */
export async function checkFolder(folder: string): Promise<Finding> {
  const nearest = nearestOf(folder);
  if (!statSync(nearest).isDirectory()) return failure('folder', `${nearest} is no folder.`, another);
  return isWritable(nearest)
    ? ok('folder', `This user may write in ${nearest}.`)
    : failure('folder', `This user may not write in ${nearest}.`, another);
}

function nearestOf(folder: string): string {
  const isThere = statSync(folder, { throwIfNoEntry: false }) !== undefined;
  const parent = path.dirname(folder);
  return isThere || parent === folder ? folder : nearestOf(parent);
}

/** Tried, for rights do not tell: the system lets nobody make a folder in /proc, whatever root may do there. */
function isWritable(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(path.join(folder, '.caregate-')));
    return true;
  } catch {
    // Whatever the reason is, nothing can be written.
    return false;
  }
}
