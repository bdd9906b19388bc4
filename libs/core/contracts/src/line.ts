import { z } from 'zod';

/** A text of one line: it is put between others, on pages, in logs and in questions, and must not look like more of them. */
export const line = (lengthMin: number, lengthMax: number) =>
  z.string().trim().min(lengthMin).max(lengthMax).refine(isOneLine, 'must be one line without control characters');

/** Nor what turns the direction of the text that follows: a question would show other than it reads (Unicode TR 36). */
function isOneLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text);
}
