import { z } from 'zod';

/** Tried on texts of any length, so that nothing in it may be repeated twice in a row. */
const written = /^(\d{1,2}):(\d{2})(?::00)?\s*([AaPp][Mm])?([+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/**
 * `14:30` or, as clients of the older EHR server write it, `2:30 PM`; always read as HH:MM. An offset behind it is kept:
 * where the clocks go back it says which of two hours is meant.
 */
export const timeOfDay = z
  .string()
  .trim()
  .max(20)
  .regex(written, 'must look like 14:30 or 2:30 PM')
  .transform((text, context) => {
    const time = normalTime(text);
    if (time !== undefined) return time;
    context.addIssue({ code: 'custom', message: 'must be a time of day' });
    return z.NEVER;
  });

function normalTime(text: string): string | undefined {
  const [, hour = '', minute = '', half, offset = ''] = written.exec(text) ?? [];
  const hours = half === undefined ? Number(hour) : onTwelveHours(Number(hour), half.toLowerCase());
  if (hours === undefined || hours > 23 || Number(minute) > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${minute}${offset}`;
}

function onTwelveHours(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}
