import { z } from 'zod';

/** RFC 9457 problem details; `code` is a row of the error catalogue. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  /** Quote it when reporting: the log line has the same. */
  requestId: z.string(),
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});

export type Problem = z.output<typeof problem>;
