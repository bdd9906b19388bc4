import { z } from 'zod';

/** Ids that agents choose for themselves; no colon, for rooms are called `agent:<id>`. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,99}$/u, 'must be letters, digits, dots, dashes or underscores');

/** What an agent can do and a task needs, such as `bias_detection`. */
export const capability = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/u, 'must be lower case with underscores');

/** What kind of failure it was, as whoever failed calls it: `TimeoutError`, `model.unavailable`. */
export const errorCode = z.string().regex(/^[A-Za-z][\w.-]{0,99}$/u, 'must be a name');

/** Data of the caller, which we keep and hand on but do not look into. */
export const facts = z.record(z.string(), z.unknown());

/** RFC 3339, in whichever zone. */
export const instant = z.iso.datetime({ offset: true });

/** Where a page of a list stands in all of it, in entries. */
export const pagination = z.strictObject({
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
  has_more: z.boolean(),
});
