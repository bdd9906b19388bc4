import { failureOf } from '../../host/failure-of.js';
import type { ToolAnswer } from '../../host/tool-answer.js';
import type { Answer } from '../answer/answer.js';
import { answerOf } from '../answer/answer-of.js';

/** What came of a call. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly message: string };

/** The pages of one call, of which the last may have failed. */
export function outcomeOf(pages: readonly ToolAnswer[]): Outcome {
  const message = pages.map(failureOf).find((said) => said !== undefined);
  if (message !== undefined) return { kind: 'failure', message };
  const answer = answerOf(pages.map(({ structuredContent }) => structuredContent));
  return answer === undefined
    ? { kind: 'failure', message: 'The answer holds no vital signs and no laboratory results.' }
    : { kind: 'answer', answer };
}
