import { z } from 'zod';

/** Whom a prompt is about. The shape keeps other sentences out of the instructions. */
export const aboutPatient = z.strictObject({
  mrn: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .describe('Medical record number (MRN) of the patient, such as MRN001'),
});
