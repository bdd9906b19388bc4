import { z } from 'zod';
import { orNull } from '../shape/or-null.js';

/** One appointment on the clock of the clinic, under the names of the older EHR server. */
export const appointmentShape = {
  appointment_id: z.string().describe('Identifier of the appointment'),
  date: z.string().describe('Day, YYYY-MM-DD'),
  time: z.string().describe('Time on the clock of the clinic, HH:MM'),
  type: z.string().describe('Kind of visit'),
  provider: z.string().describe('Name of the provider'),
  department: orNull(z.string(), 'Department'),
  location: orNull(z.string(), 'Place'),
  status: z.string().describe('scheduled, completed, cancelled or entered_in_error'),
  reason: orNull(z.string(), 'Reason for the visit'),
  duration_minutes: z.int().describe('Length in minutes'),
  provider_npi: z.string().describe('NPI of the provider'),
  version: z.int().describe('Pass it as expected_version when you change the appointment'),
};

const appointment = z.strictObject(appointmentShape);

export type AppointmentView = z.output<typeof appointment>;
