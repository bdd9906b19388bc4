import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { seesWithdrawn } from '../access/sees-withdrawn.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { periodInOrder, periodInput } from '../shape/day.js';
import { fieldsInput, onlyFields } from '../shape/fields.js';
import { mrn } from '../shape/mrn.js';
import { pageInput, pageOf, pageOutput } from '../shape/page.js';
import { medicationShape } from './medication.view.js';
import { withdrawnOutput } from '../withdrawals/withdrawal.view.js';

const LIMIT = 50;

export const getMedications = defineTool({
  name: 'get_medications',
  title: 'Get medications',
  description:
    'Prescriptions of one patient, newest first: the active ones, unless another status is asked for. Narrow it by days and fields.',
  input: z
    .strictObject({
      mrn,
      status: z
        .enum(['active', 'discontinued', 'completed', 'all', 'entered_in_error'])
        .default('active')
        .describe('Only prescriptions of this status; all leaves out what was entered in error'),
      ...periodInput,
      fields: fieldsInput(medicationShape),
      ...pageInput,
    })
    .refine(...periodInOrder),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    mrn: z.string().describe('Medical record number'),
    medications: z.array(z.strictObject(medicationShape).partial()).describe('Newest first'),
    ...withdrawnOutput,
    ...pageOutput,
  }),
  permission: 'medication:read',
  audit: 'medication.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async ({ mrn: asked, fields, limit = LIMIT, ...query }, context, { medications, withdrawals }: EhrServices) => {
    const patientId = requiredPatient(context, asked);
    if (query.status === 'entered_in_error' && !seesWithdrawn(context.caller, context.decision.via)) {
      const told = await withdrawals.ofPatient('medication', { ...query, limit, patientId });
      return { status: 'success', mrn: asked, medications: [], ...told };
    }
    const rows = await medications.ofPatient({ ...query, limit, patientId });
    const { entries, ...page } = pageOf(
      rows,
      { limit, of: ['medications', patientId] },
      ({ at: _at, row_id: _row, ...shown }) => onlyFields(shown, fields),
    );
    return { status: 'success', mrn: asked, medications: entries, ...page };
  },
});
