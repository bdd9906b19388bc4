import { z } from 'zod';
import { orNull } from '../shape/or-null.js';
import { confirmedOutput } from '../writes/write.shape.js';

const booked = z.strictObject({
  appointment_id: z.string().describe('Identifier; after a dry run it is not taken'),
  date: z.string().describe('Day, YYYY-MM-DD'),
  time: z.string().describe('Time on the clock of the clinic, HH:MM'),
  provider: z.string().describe('Name of the provider'),
  department: orNull(z.string(), 'Department'),
  status: z.string().describe('scheduled or cancelled'),
  duration_minutes: z.int().describe('Length in minutes'),
  version: z.int().describe('Pass it as expected_version when you change the appointment'),
});

export type BookedView = z.output<typeof booked>;

/** What booking, moving and cancelling answer. */
export const bookingOutput = z.strictObject({
  ...confirmedOutput,
  appointment: booked.describe('The appointment'),
  warnings: z.array(z.string()).optional().describe('What the person should know before agreeing'),
});
