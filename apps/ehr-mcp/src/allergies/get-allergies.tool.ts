import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { seesWithdrawn } from '../access/sees-withdrawn.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { fieldsInput, onlyFields } from '../shape/fields.js';
import { mrn } from '../shape/mrn.js';
import { pageInput, pageOf, pageOutput } from '../shape/page.js';
import { allergyShape } from './allergy.view.js';
import { withdrawnOutput } from '../withdrawals/withdrawal.view.js';

const LIMIT = 50;

export const getAllergies = defineTool({
  name: 'get_allergies',
  title: 'Get allergies',
  description:
    'Allergies of one patient with reaction and severity: the active ones, unless another status is asked for. An empty list means that none is recorded, not that there is none.',
  input: z.strictObject({
    mrn,
    status: z
      .enum(['active', 'inactive', 'resolved', 'all', 'entered_in_error'])
      .default('active')
      .describe('Only allergies of this status; all leaves out what was entered in error'),
    fields: fieldsInput(allergyShape),
    ...pageInput,
  }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    mrn: z.string().describe('Medical record number'),
    allergies: z.array(z.strictObject(allergyShape).partial()).describe('Last recorded first'),
    ...withdrawnOutput,
    ...pageOutput,
  }),
  permission: 'allergy:read',
  audit: 'allergy.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async ({ mrn: asked, fields, limit = LIMIT, ...query }, context, { allergies, withdrawals }: EhrServices) => {
    const patientId = requiredPatient(context, asked);
    if (query.status === 'entered_in_error' && !seesWithdrawn(context.caller, context.decision.via)) {
      const told = await withdrawals.ofPatient('allergy', { ...query, limit, patientId });
      return { status: 'success', mrn: asked, allergies: [], ...told };
    }
    const rows = await allergies.ofPatient({ ...query, limit, patientId });
    const { entries, ...page } = pageOf(
      rows,
      { limit, of: ['allergies', patientId] },
      ({ at: _at, row_id: _row, ...shown }) => onlyFields(shown, fields),
    );
    return { status: 'success', mrn: asked, allergies: entries, ...page };
  },
});
