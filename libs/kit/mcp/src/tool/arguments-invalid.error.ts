import { DomainError } from '@caregate/core-errors';
import type { z } from 'zod';

const ISSUES_MAX = 5;
const SENTENCE_LENGTH_MAX = 160;

/** Tells a model which arguments to correct: paths and expectations, never values. */
export class ArgumentsInvalid extends DomainError {
  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('request.invalid', { publicMessage: `The arguments are not valid. ${sentencesOf(issues)}` });
  }
}

function sentencesOf(issues: readonly z.core.$ZodIssue[]): string {
  const sentences = issues.slice(0, ISSUES_MAX).map(({ path, message }) => {
    const place = path.length > 0 ? `${path.join('.')}: ` : '';
    return `${place}${message}`.slice(0, SENTENCE_LENGTH_MAX);
  });
  if (issues.length > ISSUES_MAX) sentences.push(`and ${issues.length - ISSUES_MAX} more`);
  return `${sentences.join('; ')}.`;
}
