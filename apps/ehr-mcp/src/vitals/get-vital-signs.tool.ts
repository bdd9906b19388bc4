import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { seesWithdrawn } from '../access/sees-withdrawn.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { periodInOrder, periodInput } from '../shape/day.js';
import { fieldsInput, onlyFields } from '../shape/fields.js';
import { mrn } from '../shape/mrn.js';
import { pageInput, pageOf, pageOutput } from '../shape/page.js';
import { vitalSeries, type VitalSeries } from './vital-signs.sql.js';
import { recordingShape, vitalTrend } from './vital-signs.view.js';
import { withdrawnOutput } from '../withdrawals/withdrawal.view.js';

const RECORDINGS = 10;

/** The last recordings of one patient, newest first, or how one measurement developed. */
export const getVitalSigns = defineTool({
  name: 'get_vital_signs',
  title: 'Get vital signs',
  description:
    'The last 10 recordings of blood pressure, heart and respiratory rate, temperature, oxygen saturation, weight and BMI of one patient, newest first, flagged by age and sex. Narrow it by days and fields, or use trend_of for how one measurement developed.',
  input: z
    .strictObject({
      mrn,
      trend_of: z
        .enum(vitalSeries as [VitalSeries, ...VitalSeries[]])
        .optional()
        .describe('Only a summary of how this measurement developed, instead of recordings'),
      entered_in_error: z
        .boolean()
        .default(false)
        .describe('Only recordings that were withdrawn as entered in error, instead of those that hold'),
      ...periodInput,
      fields: fieldsInput(recordingShape),
      ...pageInput,
    })
    .refine(...periodInOrder),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    mrn: z.string().describe('Medical record number'),
    vital_signs: z.array(z.strictObject(recordingShape).partial()).describe('Newest first'),
    trend: vitalTrend.optional().describe('How the measurement developed'),
    ...withdrawnOutput,
    ...pageOutput,
  }),
  permission: 'vitals:read',
  audit: 'vitals.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (asked, context, { vitalSigns, withdrawals }: EhrServices) => {
    const {
      mrn: typed,
      fields,
      trend_of: measurement,
      entered_in_error: enteredInError,
      limit = RECORDINGS,
      ...query
    } = asked;
    const patientId = requiredPatient(context, typed);
    const answer = { status: 'success' as const, mrn: typed };
    if (enteredInError && !seesWithdrawn(context.caller, context.decision.via)) {
      const told = await withdrawals.ofPatient('vital_sign', { ...query, limit, patientId });
      return { ...answer, vital_signs: [], ...told };
    }
    if (measurement !== undefined) {
      const trend = await vitalSigns.trend(measurement, { ...query, patientId });
      const message = 'There are fewer than two recordings of this measurement.';
      return {
        ...answer,
        vital_signs: [],
        ...(trend ?? { message }),
      };
    }
    const rows = await vitalSigns.ofPatient({ ...query, enteredInError, patientId, limit });
    const { entries, ...page } = pageOf(
      rows,
      { limit, of: ['vitals', patientId] },
      ({ at: _at, row_id: _row, ...row }) => onlyFields(row, fields),
    );
    return { ...answer, vital_signs: entries, ...page };
  },
});
