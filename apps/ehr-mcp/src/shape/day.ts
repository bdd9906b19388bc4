import { z } from 'zod';

/** A calendar day without a time zone. There is no year 0 (PostgreSQL 8.5.1.1, FHIR R4 datatypes.html#date). */
export const day = (description: string) =>
  z.iso
    .date('must be a day such as 2026-03-09 (YYYY-MM-DD)')
    .refine((text) => !text.startsWith('0000'), 'There is no year 0')
    .describe(`${description}, YYYY-MM-DD`);

export const periodInput = {
  from: day('First day').optional(),
  to: day('Last day, included').optional(),
};

interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** For `.refine`: the empty answer to a period that ends before it begins would look like an empty record. */
export const periodInOrder = [
  ({ from, to }: Period) => from === undefined || to === undefined || from <= to,
  'to must not lie before from',
] as const;

/** UTC+14: there a day begins first (IANA zone Pacific/Kiritimati). */
const FIRST_ZONE_MILLISECONDS = 14 * 3_600_000;

/** Whether it is this day already, or later, somewhere: a clinic in Tokyo must not be told that its today is to come. */
export function hasBegun(text: string, now = Date.now()): boolean {
  return text <= new Date(now + FIRST_ZONE_MILLISECONDS).toISOString().slice(0, 10);
}
