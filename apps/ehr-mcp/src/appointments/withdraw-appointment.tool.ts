import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { withdraw, withdrawInput } from '../writes/withdraw.js';
import { confirmedOutput } from '../writes/write.shape.js';
import { appointmentId } from './appointment-id.js';
import { lockVisit, showBooked } from './bookings.js';

const TOOL = 'withdraw_appointment';

/** Takes back a visit that was never this patient's, over or not; it stays on the record as entered in error. */
export const withdrawAppointment = defineTool({
  name: TOOL,
  title: 'Withdraw an appointment',
  description:
    'Marks an appointment, over or not, as entered in error, such as a visit of another patient. It stays on the record with the reason and counts for nothing. For a visit that will not take place, use cancel_appointment. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({ mrn, appointment_id: appointmentId, ...withdrawInput }),
  output: z.strictObject(confirmedOutput),
  permission: 'appointment:withdraw',
  audit: 'appointment.withdrawn',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes, clinic }: EhrServices) =>
    withdraw(writes, context, {
      tool: TOOL,
      target: 'appointment',
      input,
      find: async (manager, patientId) => {
        const visit = await lockVisit(manager, input.appointment_id, patientId);
        const { date, time } = await showBooked(manager, clinic, visit.id);
        return { row: visit, what: `Appointment with ${visit.provider.name} on ${date} at ${time}` };
      },
    }),
});
