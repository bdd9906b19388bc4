import { freeBytesOf } from './state-folder.js';

/** One segment of PostgreSQL's write-ahead log: with less it cannot go on. */
const FREE_BYTES_MIN = 16 * 1024 * 1024;

/** Without space the database waits and retries for ever, or ends. */
export function hasNoSpace(folder: string): boolean {
  return freeBytesOf(folder) < FREE_BYTES_MIN;
}
