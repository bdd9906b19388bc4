import { line } from '@caregate/core-contracts';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import { npi } from '../providers/npi.js';
import type { EhrServices } from '../services.js';
import { day } from '../shape/day.js';
import { mrn } from '../shape/mrn.js';
import { numberOrText } from '../shape/number-or-text.js';
import { timeOfDay } from '../shape/time-of-day.js';
import { recordProvenance } from '../writes/provenance.js';
import { withShortId } from '../writes/short-id.js';
import { confirmedInput } from '../writes/write.shape.js';
import { insertAppointment } from './booking.sql.js';
import { bookingOutput } from './booking.view.js';
import { lockCalendars, orConflict, showBooked } from './bookings.js';
import { placeInTime, refuseTaken } from './place-in-time.js';

const TOOL = 'schedule_appointment';

/** Books a visit; two visits at one time are impossible for provider and patient, however many ask at once. */
export const scheduleAppointment = defineTool({
  name: TOOL,
  title: 'Schedule an appointment',
  description:
    'Books a visit of one patient with one provider, on the clock of the clinic. find_free_slots says what is free. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({
    mrn,
    provider_npi: npi,
    date: day('Day of the visit'),
    time: timeOfDay.describe(
      'Time on the clock of the clinic, such as 14:30 or 2:30 PM; with the offset, as in 01:30-04:00, where the clocks go back',
    ),
    duration_minutes: numberOrText(z.int().min(5).max(480))
      .default(30)
      .meta({ default: 30 })
      .describe('Length in minutes'),
    type: line(1, 50).default('Office Visit').describe('Kind of visit'),
    location: line(1, 200).default('Main Clinic').describe('Place'),
    reason: z.string().trim().max(500).optional().describe('Reason for the visit'),
    ...confirmedInput,
  }),
  output: bookingOutput,
  permission: 'appointment:write',
  audit: 'appointment.booked',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes, clinic }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { provider_npi: asked, date, time, duration_minutes: minutes, type, location, reason } = input;
    const wish = { clinic, patientId, npi: asked, date, time, minutes };
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: true,
      details: [`${minutes} minutes, ${type}, ${location}`, reason],
      contested: { thing: asked, look: (manager) => refuseTaken(manager, wish) },
      work: async (manager) => {
        const provider = await lockCalendars(manager, asked, patientId);
        const place = await placeInTime(manager, wish);
        const { id } = await orConflict(
          withShortId('APT', (key) =>
            manager.query<{ id: string }[]>(insertAppointment, [
              key,
              patientId,
              provider.id,
              place.startsAt,
              minutes,
              type,
              provider.department,
              location,
              reason,
            ]),
          ),
        );
        await recordProvenance(manager, context, { tool: TOOL, patientId, target: 'appointment', targetId: id });
        const warnings = [
          ...place.warnings,
          ...(provider.accepting_new_patients ? [] : [`${provider.name} takes no new patients.`]),
        ];
        return {
          message: `Appointment with ${provider.name} on ${date} at ${time}`,
          appointment: await showBooked(manager, clinic, id),
          ...(warnings.length > 0 && { warnings }),
        };
      },
    });
  },
});
