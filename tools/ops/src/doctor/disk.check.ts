import { statfsSync } from 'node:fs';
import path from 'node:path';
import { failure, ok, warning, type Finding } from './finding.js';

const GIGABYTE = 2 ** 30;
/** What a start refuses to begin with. */
const NEEDED_GIGABYTES = 0.5;
/** Logs, write-ahead log and an image or two. */
const COMFORTABLE_GIGABYTES = 2;

export async function checkDisk(folder: string, freeBytes = freeBytesOf(folder)): Promise<Finding> {
  const gigabytes = freeBytes / GIGABYTE;
  const sentence = `${gigabytes.toFixed(1)} GB are free on the disk of ${folder}.`;
  const wayOut = 'Free some space, or name a folder on another disk with --folder.';
  if (gigabytes < NEEDED_GIGABYTES) return failure('disk', sentence, wayOut);
  return gigabytes < COMFORTABLE_GIGABYTES ? warning('disk', sentence, wayOut) : ok('disk', sentence);
}

/** The folder may not be there yet; then its parent tells. */
function freeBytesOf(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = path.dirname(folder);
    if (parent === folder) throw error;
    return freeBytesOf(parent);
  }
}
