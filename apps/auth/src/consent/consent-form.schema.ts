import { z } from 'zod';

export const consentForm = z.strictObject({
  csrf_token: z.string().max(100).optional(),
  decision: z.enum(['allow', 'deny']),
});

export type ConsentForm = z.output<typeof consentForm>;
