import { z } from 'zod';

/** A calendar day without a time zone. */
export const day = (description: string) => z.iso.date().describe(`${description}, YYYY-MM-DD`);

export const periodInput = {
  from: day('First day').optional(),
  to: day('Last day, included').optional(),
};
