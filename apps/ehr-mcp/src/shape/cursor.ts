import { createHash } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import { periodOf } from '@caregate/core-fhir';
import { z } from 'zod';

/** Where a page ended: the value by which rows are ordered, and the id that decides between equals. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

/** Of what it is: elsewhere the same place would look like the end of a list that has none. */
export type CursorOf = readonly [list: string, patientId: string];

/** As PostgreSQL writes a day or a moment; whether there is such a day is looked at besides. */
const written =
  /^\d{4}-\d{2}-\d{2}(?: (?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?$/;

const inside = z.tuple([
  z.string().refine((at) => written.test(at) && periodOf(at.slice(0, 10)) !== undefined),
  z.uuid(),
  z.string(),
]);

/** Opaque to clients; it holds no more than what they were shown. */
export function writeCursor({ at, id }: Cursor, of: CursorOf): string {
  return Buffer.from(JSON.stringify([at, id, markOf(of)])).toString('base64url');
}

export function readCursor(text: string | undefined, of: CursorOf): Cursor | undefined {
  if (text === undefined) return undefined;
  const parsed = inside.safeParse(jsonOf(text));
  if (!parsed.success || parsed.data[2] !== markOf(of)) throw new DomainError('ehr.cursor.invalid');
  const [at, id] = parsed.data;
  return { at, id };
}

function markOf(of: CursorOf): string {
  return createHash('sha256').update(of.join(' ')).digest('base64url').slice(0, 8);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
