import { z } from 'zod';

/** A record on its way between databases: rows by table, columns as they are called there. */
export const clinicDocument = z.strictObject({
  format: z.literal('caregate.clinic'),
  version: z.literal(1),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
