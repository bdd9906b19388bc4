import path from 'node:path';
import { hasNoSpace } from '../folder/full-disk.js';
import { lastLines } from '../folder/last-lines.js';

/** A part of the stack that ended though nobody stopped it. */
export interface Ended {
  /** In words, without the full stop. */
  readonly what: string;
  readonly log: string;
}

/** Why everything else ends with it, and what to do about it: of a full disk nobody should have to read in a log. */
export function describeEnd({ what, log }: Ended): { sentence: string; wayOut: string } {
  if (hasNoSpace(path.dirname(log)) || lastLines(log).some((line) => FULL.test(line)))
    return {
      sentence: `The disk that holds ${log} is full, and so ${what}. Everything else is being stopped.`,
      wayOut: 'Free some space and run the same command again: what was saved is still there.',
    };
  return {
    sentence: `${what}. Everything else is being stopped.`,
    wayOut: `Its log is ${log}. The same command starts everything again with the data that is there.`,
  };
}

/** As systems say it, and PostgreSQL's hint where they say less. */
const FULL = /no space left on device|disk quota exceeded|check free disk space|ENOSPC|EDQUOT/iu;
