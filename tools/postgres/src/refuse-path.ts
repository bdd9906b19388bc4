import { PostgresStartFailed } from './postgres-start-failed.js';

/** `pg_ctl` starts the server through a shell and puts paths between double quotes, in which these mean something. */
const SHELL_CHARACTERS = process.platform === 'win32' ? /["\r\n]/ : /["$`\\\r\n]/;

/** MAXPGPATH is 1024, the name of a file below the folder included. */
const BYTES_MAX = 900;

/** Says of a path that PostgreSQL could not be started with why, before a shell takes a part of it for a command. */
export function refusePath(what: string, path: string): void {
  if (SHELL_CHARACTERS.test(path))
    throw new PostgresStartFailed(
      'path',
      `PostgreSQL cannot be started with a character that the path of ${what} has: ${JSON.stringify(path)}.`,
      'Use a path without quotation marks, $, backquotes, backslashes and line ends.',
    );
  if (Buffer.byteLength(path) > BYTES_MAX)
    throw new PostgresStartFailed(
      'path',
      `The path of ${what} has ${Buffer.byteLength(path)} bytes; PostgreSQL takes at most ${BYTES_MAX}.`,
      'Use a shorter path.',
    );
}
