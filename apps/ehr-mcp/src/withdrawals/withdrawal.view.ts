import { z } from 'zod';
import { orNull } from '../shape/or-null.js';

/** All that patients are told of an entry that was never theirs. */
const withdrawal = z.strictObject({
  withdrawn_date: z.string().describe('When, ISO 8601 in UTC'),
  withdrawn_by: orNull(z.string(), 'In which role; null where that was not kept'),
});

export type WithdrawalView = z.output<typeof withdrawal>;

/** Beside every list that may be asked for what was entered in error. */
export const withdrawnOutput = {
  withdrawn: z
    .array(withdrawal)
    .optional()
    .describe('Instead of entries that were entered in error, for patients and their families'),
};
