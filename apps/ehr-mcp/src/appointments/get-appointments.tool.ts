import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { seesWithdrawn } from '../access/sees-withdrawn.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { periodInOrder, periodInput } from '../shape/day.js';
import { fieldsInput, onlyFields } from '../shape/fields.js';
import { mrn } from '../shape/mrn.js';
import { pageInput, pageOf, pageOutput } from '../shape/page.js';
import { appointmentShape } from './appointment.view.js';
import { withdrawnOutput } from '../withdrawals/withdrawal.view.js';

const LIMIT = 50;

export const getAppointments = defineTool({
  name: 'get_appointments',
  title: 'Get appointments',
  description:
    'Appointments of one patient, newest first, on the clock of the clinic. Narrow it by status and days; ask for fewer fields when you need few.',
  input: z
    .strictObject({
      mrn,
      status: z
        .enum(['all', 'scheduled', 'completed', 'cancelled', 'entered_in_error'])
        .default('all')
        .describe('Only appointments of this status; all leaves out what was entered in error'),
      ...periodInput,
      fields: fieldsInput(appointmentShape),
      ...pageInput,
    })
    .refine(...periodInOrder),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    mrn: z.string().describe('Medical record number'),
    appointments: z.array(z.strictObject(appointmentShape).partial()).describe('Newest first'),
    ...withdrawnOutput,
    ...pageOutput,
  }),
  permission: 'appointment:read',
  audit: 'appointment.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async ({ mrn: asked, fields, limit = LIMIT, ...query }, context, { appointments, withdrawals }: EhrServices) => {
    const patientId = requiredPatient(context, asked);
    if (query.status === 'entered_in_error' && !seesWithdrawn(context.caller, context.decision.via)) {
      const told = await withdrawals.ofPatient('appointment', { ...query, limit, patientId });
      return { status: 'success', mrn: asked, appointments: [], ...told };
    }
    const rows = await appointments.ofPatient({ ...query, limit, patientId });
    const { entries, ...page } = pageOf(
      rows,
      { limit, of: ['appointments', patientId] },
      ({ at: _at, row_id: _row, ...shown }) => onlyFields(shown, fields),
    );
    return { status: 'success', mrn: asked, appointments: entries, ...page };
  },
});
