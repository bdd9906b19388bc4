import { z } from 'zod';
import { numberOrText } from '../shape/number-or-text.js';

/** What every write accepts besides its own arguments. */
export const writeInput = {
  idempotency_key: z
    .string()
    .min(8)
    .max(100)
    .optional()
    .describe('Any unique text; a repeated call with the same one changes nothing and gets the first answer'),
  dry_run: z.boolean().optional().describe('Check everything and answer as if it had been done, but change nothing'),
};

/** What a write accepts that a person has to approve. */
export const confirmedInput = {
  ...writeInput,
  confirm_token: z
    .string()
    .max(100)
    .optional()
    .describe('From the answer confirmation_required, once the person has agreed to what it says'),
};

/** What every write answers besides its own. */
export const writeOutput = {
  status: z
    .enum(['success', 'dry_run', 'confirmation_required'])
    .describe('Only success means that something was changed'),
  message: z.string().describe('What was done, or would be'),
};

export const confirmedOutput = {
  ...writeOutput,
  confirm_token: z
    .string()
    .optional()
    .describe('Show the person what would be done; when they agree, repeat the call with this'),
};

export const expectedVersion = numberOrText(z.int().min(1))
  .optional()
  .describe('version that you read; the change is refused when somebody else changed the entry since');
