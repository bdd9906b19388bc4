import { statSync } from 'node:fs';
import { failure, ok, skipped, type Finding } from './finding.js';

const GROUP_AND_OTHERS = 0o077;

/** A secret that others on the machine may read is none. */
export async function checkSecrets(files: readonly string[]): Promise<Finding> {
  if (process.platform === 'win32') return skipped('secrets', 'This system has no modes of files.');
  const known = files.map((file) => ({ file, mode: statSync(file, { throwIfNoEntry: false })?.mode }));
  const open = known.filter(({ mode }) => mode !== undefined && (mode & GROUP_AND_OTHERS) !== 0);
  if (open.length === 0) return ok('secrets', 'Secrets can be read by their owner only.');
  const names = open.map(({ file }) => file).join(' ');
  return failure(
    'secrets',
    `Others on this machine may read ${names}.`,
    `chmod 600 ${names}, and change what was readable.`,
  );
}
