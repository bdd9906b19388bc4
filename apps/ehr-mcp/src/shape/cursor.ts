import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';

/** Where a page ended: the value by which rows are ordered, and the id that decides between equals. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

const inside = z.tuple([z.string().max(200), z.uuid()]);

/** Opaque to clients; it holds no more than what they were shown. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const parsed = inside.safeParse(jsonOf(text));
  if (!parsed.success) throw new DomainError('ehr.cursor.invalid');
  const [at, id] = parsed.data;
  return { at, id };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
