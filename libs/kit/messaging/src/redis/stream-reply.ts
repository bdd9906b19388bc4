import { z } from 'zod';

/** An entry is its id and its fields, name and value by turns; ours have one, `body`. */
const entry = z.tuple([z.string(), z.array(z.string())]).transform(([id, fields]) => ({ id, body: bodyOf(fields) }));

/** The reply of XRANGE and XREVRANGE. */
export const streamEntries = z.array(entry);

/** The reply of XREAD: the stream's name and entries, or nothing when the time is over. */
export const streamReply = z
  .array(z.tuple([z.string(), streamEntries]))
  .nullable()
  .transform((streams) => (streams ?? []).flatMap(([, entries]) => entries));

/** An entry of somebody else has none; the empty text is no message, so it is skipped and logged like any other. */
function bodyOf(fields: readonly string[]): string {
  const name = fields.findIndex((field, index) => index % 2 === 0 && field === 'body');
  return name === -1 ? '' : (fields[name + 1] ?? '');
}
