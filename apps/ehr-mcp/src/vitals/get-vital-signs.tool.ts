import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { Trend } from '../clinical/trend-of.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { periodInput } from '../shape/day.js';
import { fieldsInput, onlyFields } from '../shape/fields.js';
import { mrn } from '../shape/mrn.js';
import { orNull } from '../shape/or-null.js';
import { pageInput, pageOf, pageOutput } from '../shape/page.js';
import { vitalSeries, type VitalSeries } from './vital-signs.sql.js';

const RECORDINGS = 10;

const number = (description: string) => orNull(z.number(), description);

const recordingShape = {
  recorded_date: z.string().describe('When measured, ISO 8601 in UTC'),
  blood_pressure: orNull(z.string(), 'Systolic/diastolic, mm[Hg]; ? where only the other was measured'),
  heart_rate: number('/min'),
  temperature: number('[degF]'),
  oxygen_saturation: number('%'),
  weight: number('[lb_av]'),
  bmi: number('kg/m2'),
  recorded_by: orNull(z.string(), 'Who measured'),
};
const recording = z.strictObject(recordingShape);

const trendView = z.strictObject({
  measurement: z.string().describe('What was measured'),
  count: z.int().describe('Number of values'),
  first_date: z.string().describe('Of the oldest value'),
  first_value: z.number().describe('Oldest value'),
  last_date: z.string().describe('Of the newest value'),
  last_value: z.number().describe('Newest value'),
  minimum: z.number().describe('Least value'),
  maximum: z.number().describe('Greatest value'),
  change_per_year: z.number().optional().describe('Slope of the fitted line'),
  direction: z.enum(['rising', 'falling', 'steady']).describe('Where the fitted line goes'),
});

/** The last recordings of one patient, newest first, or how one measurement developed. */
export const getVitalSigns = defineTool({
  name: 'get_vital_signs',
  title: 'Get vital signs',
  description:
    'The last 10 recordings of blood pressure, heart rate, temperature, oxygen saturation, weight and BMI of one patient, newest first. Narrow it by days and fields, or use trend_of for how one measurement developed.',
  input: z.strictObject({
    mrn,
    trend_of: z
      .enum(vitalSeries as [VitalSeries, ...VitalSeries[]])
      .optional()
      .describe('Only a summary of how this measurement developed, instead of recordings'),
    ...periodInput,
    fields: fieldsInput(recordingShape),
    ...pageInput,
  }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    mrn: z.string().describe('Medical record number'),
    vital_signs: z.array(recording.partial()).describe('Newest first'),
    trend: trendView.optional().describe('How the measurement developed'),
    ...pageOutput,
  }),
  permission: 'vitals:read',
  audit: 'vitals.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (asked, context, { vitalSigns }: EhrServices) => {
    const { mrn: typed, fields, trend_of: measurement, limit = RECORDINGS, ...query } = asked;
    const patientId = requiredPatient(context, typed);
    const answer = { status: 'success' as const, mrn: typed };
    if (measurement !== undefined) {
      const trend = await vitalSigns.trend(patientId, measurement);
      const message = 'There are fewer than two recordings of this measurement.';
      return {
        ...answer,
        vital_signs: [],
        ...(trend === undefined ? { message } : { trend: shown(measurement, trend) }),
      };
    }
    const rows = await vitalSigns.ofPatient({ ...query, patientId, limit });
    const { entries, ...page } = pageOf(rows, limit, ({ at: _at, row_id: _row, ...row }) => onlyFields(row, fields));
    return { ...answer, vital_signs: entries, ...page };
  },
});

function shown(measurement: string, { first, last, change_per_year: slope, ...rest }: Trend) {
  return {
    measurement,
    ...rest,
    first_date: first.at,
    first_value: first.value,
    last_date: last.at,
    last_value: last.value,
    ...(slope !== undefined && { change_per_year: slope }),
  };
}

export type RecordingView = z.output<typeof recording>;
