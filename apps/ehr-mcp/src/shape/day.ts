import { z } from 'zod';

/** A calendar day without a time zone. There is no year 0 (PostgreSQL 8.5.1.1, FHIR R4 datatypes.html#date). */
export const day = (description: string) =>
  z.iso
    .date()
    .refine((text) => !text.startsWith('0000'), 'There is no year 0')
    .describe(`${description}, YYYY-MM-DD`);

export const periodInput = {
  from: day('First day').optional(),
  to: day('Last day, included').optional(),
};
