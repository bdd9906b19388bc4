import { z } from 'zod';

const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a day or a moment, as in 2026-03-01')
  .transform((text) => new Date(text));
const words = z.string().trim().min(1).max(500);

export const purgeOrder = z.object({ before: moment, by: words, reason: words });

export const accessOrder = z
  .object({ patientId: z.uuid('must be the id of a patient, a UUID'), from: moment, to: moment, by: words })
  .refine(({ from, to }) => from < to, 'The end must come after the beginning.');
