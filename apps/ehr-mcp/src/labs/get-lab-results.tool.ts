import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { seesWithdrawn } from '../access/sees-withdrawn.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { periodInOrder, periodInput } from '../shape/day.js';
import { fieldsInput, onlyFields } from '../shape/fields.js';
import { mrn } from '../shape/mrn.js';
import { pageInput, pageOf, pageOutput } from '../shape/page.js';
import { shownOrder } from './lab.row.js';
import { labOrderShape, trendOutput } from './lab.view.js';
import { loinc } from './loinc.js';
import { withdrawnOutput } from '../withdrawals/withdrawal.view.js';

const LIMIT = 20;

const input = z
  .strictObject({
    mrn,
    status: z
      .enum(['all', 'pending', 'in_progress', 'final', 'entered_in_error'])
      .default('all')
      .describe('Only orders of this status; final has corrected ones too, all leaves out what was entered in error'),
    code: loinc.optional().describe('LOINC code of a test or of one component: only results of it'),
    latest: z.boolean().optional().describe('Only the newest result of each component'),
    trend: z.boolean().optional().describe('Only a summary of the series that code names, instead of its results'),
    ...periodInput,
    fields: fieldsInput(labOrderShape),
    ...pageInput,
  })
  .refine(...periodInOrder)
  .refine(
    ({ status, latest, trend }) => status === 'all' || (latest !== true && trend !== true),
    'latest and trend are of all results that hold: leave status out',
  );

export const getLabResults = defineTool({
  name: 'get_lab_results',
  title: 'Get laboratory results',
  description:
    'Laboratory orders and results of one patient, newest first, flagged by age and sex. Use latest for the present state, code for one quantity, code with trend for how it developed.',
  input,
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    mrn: z.string().describe('Medical record number'),
    lab_results: z.array(z.strictObject(labOrderShape).partial()).describe('Newest first'),
    trend: trendOutput.optional().describe('How the series developed'),
    ...withdrawnOutput,
    ...pageOutput,
  }),
  permission: 'lab:read',
  audit: 'lab.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (asked, context, { labs, withdrawals }: EhrServices) => {
    const { mrn: number, fields, limit = LIMIT, latest = false, trend = false, ...query } = asked;
    const patientId = requiredPatient(context, number);
    const answer = { status: 'success' as const, mrn: number };
    if (query.status === 'entered_in_error' && !seesWithdrawn(context.caller, context.decision.via)) {
      const told = await withdrawals.ofPatient('lab_order', { ...query, limit, patientId });
      return { ...answer, lab_results: [], ...told };
    }
    if (trend)
      return { ...answer, ...(await trendAnswer(asked.code, (code) => labs.trend(code, { ...query, patientId }))) };
    const facts = await labs.factsOf(patientId);
    const asks = { ...query, limit, patientId };
    const rows = await (latest ? labs.latest(asks) : labs.ofPatient(asks));
    const of = [latest ? 'latest labs' : 'labs', patientId] as const;
    const { entries, ...page } = pageOf(rows, { limit, of }, ({ at: _at, row_id: _row, ...row }) =>
      onlyFields(shownOrder(row, facts), fields),
    );
    return { ...answer, lab_results: entries, ...page };
  },
});

async function trendAnswer<T>(code: string | undefined, find: (code: string) => Promise<T | undefined>) {
  if (code === undefined) throw new DomainError('request.invalid', { publicMessage: 'trend needs code.' });
  const trend = await find(code);
  return trend === undefined
    ? { lab_results: [], message: 'There are fewer than two numbers of this code in one unit.' }
    : { lab_results: [], ...trend };
}
