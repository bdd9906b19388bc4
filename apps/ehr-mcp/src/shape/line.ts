import { z } from 'zod';

/** A text of one line: it is put between others, on front pages and in questions, and must not look like more of them. */
export const line = (lengthMin: number, lengthMax: number) =>
  z.string().trim().min(lengthMin).max(lengthMax).refine(isOneLine, 'must be one line without control characters');

function isOneLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(text);
}
