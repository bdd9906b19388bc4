import { z } from 'zod';
import { writeCursor, type CursorOf } from './cursor.js';
import { numberOrText } from './number-or-text.js';

/** Hosts cut long tool results without a word (some at 25,000 tokens), so we end a page before they do. */
const PAGE_BYTES_MAX = 60_000;

/** What every list accepts. */
export const pageInput = {
  limit: numberOrText(z.int().min(1).max(100))
    .optional()
    .describe('Entries at most; the rest follows with next_cursor'),
  cursor: z.string().min(1).max(400).optional().describe('next_cursor of the answer before, for what follows'),
};

/** What every list answers besides its entries. */
export const pageOutput = {
  next_cursor: z.string().optional().describe('Present when there is more: pass it as cursor'),
  message: z.string().optional().describe('What the reader should know of this answer'),
};

/** The position of a row, beside what is shown of it. */
export interface Positioned {
  readonly at: string;
  readonly row_id: string;
}

export interface Page<T> {
  readonly entries: readonly T[];
  readonly next_cursor?: string;
  readonly message?: string;
}

interface Paged {
  readonly limit: number;
  readonly of: CursorOf;
}

/** `rows` holds one more than `limit` when there is more. Nothing is left out without saying so. */
export function pageOf<R extends Positioned, T>(
  rows: readonly R[],
  { limit, of }: Paged,
  show: (row: R) => T,
): Page<T> {
  const entries: T[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, limit)) {
    const entry = show(row);
    bytes += Buffer.byteLength(JSON.stringify(entry));
    if (entries.length > 0 && bytes > PAGE_BYTES_MAX) break;
    entries.push(entry);
  }
  const last = rows[entries.length - 1];
  if (last === undefined || entries.length === rows.length) return { entries };
  return {
    entries,
    next_cursor: writeCursor({ at: last.at, id: last.row_id }, of),
    message: `There is more: these are the first ${entries.length}. Call again with next_cursor for the rest.`,
  };
}
