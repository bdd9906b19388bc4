import { z } from 'zod';

export const consentForm = z.strictObject({
  csrf_token: z.string().max(100).optional(),
  decision: z.enum(['allow', 'deny']),
  /** Whose record the application is to open, where it asks for that. */
  patient: z.uuid().optional(),
});

export type ConsentForm = z.output<typeof consentForm>;
