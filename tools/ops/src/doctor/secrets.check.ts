import { statSync } from 'node:fs';
import path from 'node:path';
import { failure, ok, skipped, type Finding } from './finding.js';

const GROUP_AND_OTHERS = 0o077;
/** Whoever may not enter a folder reaches nothing in it, whatever its own mode says. */
const ENTERED_BY_OTHERS = 0o011;

/** A secret that others on the machine may read is none. */
export async function checkSecrets(files: readonly string[]): Promise<Finding> {
  if (process.platform === 'win32') return skipped('secrets', 'This system has no modes of files.');
  const open = files.filter((file) => isReadByOthers(file));
  if (open.length === 0) return ok('secrets', 'Secrets can be read by their owner only.');
  const names = open.join(' ');
  return failure(
    'secrets',
    `Others on this machine may read ${names}.`,
    `chmod 600 ${names}, and change what was readable.`,
  );
}

function isReadByOthers(file: string): boolean {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  const isEntered = () => (statSync(path.dirname(file)).mode & ENTERED_BY_OTHERS) !== 0;
  return (mode & GROUP_AND_OTHERS) !== 0 && isEntered();
}
