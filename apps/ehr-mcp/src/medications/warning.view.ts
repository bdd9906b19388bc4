import { z } from 'zod';

export const warningView = z.strictObject({
  kind: z.string().describe('allergy, allergy_class, duplicate, duplicate_class, interaction or age'),
  severity: z.string().describe('How serious it is'),
  blocking: z.boolean().describe('Whether a new prescription against it needs an override'),
  message: z.string().describe('For the person who decides'),
  source: z.string().optional().describe('Where it is written'),
});
