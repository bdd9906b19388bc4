import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { expectVersion } from '../writes/expect-version.js';
import { recordProvenance } from '../writes/provenance.js';
import { confirmedInput, expectedVersion } from '../writes/write.shape.js';
import { appointmentId } from './appointment-id.js';
import { cancelAppointment as cancel } from './booking.sql.js';
import { bookingOutput } from './booking.view.js';
import { lockBooked, showBooked } from './bookings.js';

const TOOL = 'cancel_appointment';

/** Cancels a visit; it stays on the record as cancelled, and its time is free for others. */
export const cancelAppointment = defineTool({
  name: TOOL,
  title: 'Cancel an appointment',
  description:
    'Cancels a scheduled visit of one patient. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({
    mrn,
    appointment_id: appointmentId,
    reason: z.string().trim().min(1).max(500).optional().describe('Why it is cancelled'),
    expected_version: expectedVersion,
    ...confirmedInput,
  }),
  output: bookingOutput,
  permission: 'appointment:write',
  audit: 'appointment.cancelled',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes, clinic }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: true,
      details: [input.reason],
      work: async (manager) => {
        const { id, before, version, provider } = await lockBooked(manager, input.appointment_id, patientId);
        expectVersion(version, input.expected_version);
        await manager.query(cancel, [id]);
        const { reason } = input;
        const row = { tool: TOOL, patientId, target: 'appointment', targetId: id, before, reason } as const;
        await recordProvenance(manager, context, row);
        const appointment = await showBooked(manager, clinic, id);
        const { date, time } = appointment;
        return { message: `Appointment with ${provider.name} on ${date} at ${time} cancelled`, appointment };
      },
    });
  },
});
