import { freemem, totalmem } from 'node:os';
import { ok, warning, type Finding } from './finding.js';

const MEGABYTE = 2 ** 20;
/** The whole stack with its sandbox stays below this when idle. */
const NEEDED_MEGABYTES = 900;

/** `freemem` counts what the system would give back at once (libuv: MemAvailable on Linux). */
export async function checkMemory(freeBytes = freemem(), totalBytes = totalmem()): Promise<Finding> {
  const megabytes = Math.floor(freeBytes / MEGABYTE);
  const sentence = `${megabytes} of ${Math.floor(totalBytes / MEGABYTE)} MB of memory are free.`;
  return megabytes >= NEEDED_MEGABYTES
    ? ok('memory', sentence)
    : warning('memory', sentence, `The stack needs about ${NEEDED_MEGABYTES} MB; end something else first.`);
}
