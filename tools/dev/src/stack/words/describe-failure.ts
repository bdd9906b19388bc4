import { DomainError } from '@caregate/core-errors';
import { ConfigInvalid } from '@caregate/kit-config';
import { StartRefused } from './start-refused.error.js';
import { codeOf } from '../folder/state-folder.js';

interface Explanation {
  readonly codes: readonly string[];
  readonly sentence: (told: string) => string;
  readonly wayOut: string;
}

/** By system error, SQLSTATE (PostgreSQL, appendix A) or Node's own code. */
const explanations: readonly Explanation[] = [
  {
    codes: ['ENOSPC', 'EDQUOT', '53100'],
    sentence: () => 'The disk is full.',
    wayOut: 'Free some space and run the same command again: it goes on where it was. --folder names another disk.',
  },
  {
    codes: ['EACCES', 'EPERM', 'EROFS'],
    sentence: (told) => `A file of the folder may not be read or written (${told}).`,
    wayOut: 'Run this as the user who owns the folder, or name another one with --folder.',
  },
  {
    codes: ['EADDRNOTAVAIL', 'ENETUNREACH'],
    sentence: (told) => `This machine does not speak to itself at 127.0.0.1 (${told}).`,
    wayOut: 'Bring up the loopback interface with its address of IPv4, and run the same command again.',
  },
  {
    codes: ['53200', '57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', '08006'],
    sentence: (told) => `The database went away in the middle of the work (${told}).`,
    wayOut: 'Run the same command again: it goes on where it was.',
  },
  {
    codes: ['database.schema.ahead'],
    sentence: (told) => told,
    wayOut: 'Start that version, or name another folder with --folder.',
  },
  {
    codes: [
      'ERR_PARSE_ARGS_UNKNOWN_OPTION',
      'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
      'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
    ],
    sentence: (told) => told,
    wayOut: 'The same command with -- --help behind it names the options.',
  },
];

/** What is wrong and what to do about it, for whatever can end a command; never a stack trace. */
export function describeFailure(error: unknown): { sentence: string; wayOut: string } {
  if (error instanceof StartRefused) return { sentence: error.message, wayOut: error.wayOut };
  if (error instanceof ConfigInvalid)
    return { sentence: error.message, wayOut: 'docs/reference/config.md says what each variable is for.' };
  const told = wordsOf(error).split('\n', 1)[0] ?? '';
  const known = causesOf(error).flatMap((code) => explanations.filter(({ codes }) => codes.includes(code)));
  if (known[0] !== undefined) return { sentence: known[0].sentence(told), wayOut: known[0].wayOut };
  return {
    sentence: told,
    wayOut: 'Run the same command again; when that does not help, npm run reset starts afresh.',
  };
}

function wordsOf(error: unknown): string {
  if (error instanceof DomainError) return error.publicMessage;
  return error instanceof Error ? error.message : String(error);
}

/** The deepest cause knows best, so its code stands first. */
function causesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) codes.unshift(codeOf(each));
  return codes;
}
