import { DomainError } from '@caregate/core-errors';
import type { z } from 'zod';

const ISSUES_MAX = 5;
const SENTENCE_LENGTH_MAX = 500;

/** Tells a model which arguments to correct: paths and expectations, never values. */
export class ArgumentsInvalid extends DomainError {
  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('request.invalid', { publicMessage: `The arguments are not valid. ${sentencesOf(issues)}` });
  }
}

function sentencesOf(issues: readonly z.core.$ZodIssue[]): string {
  const sentences = issues.slice(0, ISSUES_MAX).map(({ path, message }) => {
    const place = path.length > 0 ? `${path.join('.')}: ` : '';
    return shortened(`${place}${message}`);
  });
  if (issues.length > ISSUES_MAX) sentences.push(`and ${issues.length - ISSUES_MAX} more`);
  return `${sentences.join('; ')}.`;
}

/** A name that is none of ours can be of any length. */
function shortened(sentence: string): string {
  return sentence.length <= SENTENCE_LENGTH_MAX ? sentence : `${sentence.slice(0, SENTENCE_LENGTH_MAX)}…`;
}
