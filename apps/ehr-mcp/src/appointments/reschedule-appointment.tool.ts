import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { day } from '../shape/day.js';
import { mrn } from '../shape/mrn.js';
import { numberOrText } from '../shape/number-or-text.js';
import { timeOfDay } from '../shape/time-of-day.js';
import { expectVersion } from '../writes/expect-version.js';
import { recordProvenance } from '../writes/provenance.js';
import { confirmedInput, expectedVersion } from '../writes/write.shape.js';
import { appointmentId } from './appointment-id.js';
import { moveAppointment } from './booking.sql.js';
import { bookingOutput } from './booking.view.js';
import { lockBooked, orConflict, showBooked } from './bookings.js';
import { placeInTime } from './place-in-time.js';

const TOOL = 'reschedule_appointment';

/** Moves a visit; the old time is given up and the new one taken in one step, or neither. */
export const rescheduleAppointment = defineTool({
  name: TOOL,
  title: 'Reschedule an appointment',
  description:
    'Moves a scheduled visit of one patient to another day or time with the same provider. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({
    mrn,
    appointment_id: appointmentId,
    date: day('New day'),
    time: timeOfDay.describe(
      'New time on the clock of the clinic, such as 14:30 or 2:30 PM; with the offset, as in 01:30-04:00, where the clocks go back',
    ),
    duration_minutes: numberOrText(z.int().min(5).max(480))
      .optional()
      .describe('New length in minutes; as before when left out'),
    reason: z.string().trim().min(1).max(500).optional().describe('Why it is moved'),
    expected_version: expectedVersion,
    ...confirmedInput,
  }),
  output: bookingOutput,
  permission: 'appointment:write',
  audit: 'appointment.moved',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes, clinic }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { date, time, reason } = input;
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: true,
      details: [input.duration_minutes === undefined ? undefined : `${input.duration_minutes} minutes`, reason],
      work: async (manager) => {
        const found = await lockBooked(manager, input.appointment_id, patientId);
        const { id, before, provider, npi } = found;
        expectVersion(found.version, input.expected_version);
        const minutes = input.duration_minutes ?? found.minutes;
        const wish = { clinic, patientId, npi, date, time, minutes, moved: id };
        const { startsAt, warnings } = await placeInTime(manager, wish);
        await orConflict(manager.query(moveAppointment, [id, startsAt, minutes]));
        const row = { tool: TOOL, patientId, target: 'appointment', targetId: id, before, reason } as const;
        await recordProvenance(manager, context, row);
        return {
          message: `Appointment with ${provider.name} moved to ${date} at ${time}`,
          appointment: await showBooked(manager, clinic, id),
          ...(warnings.length > 0 && { warnings }),
        };
      },
    });
  },
});
