import { z } from 'zod';
import { orNull } from '../shape/or-null.js';

const number = (description: string) => orNull(z.number(), description);

/** For each quantity for which somebody says what is normal; left out where it was not measured. */
function judgedOf(description: string) {
  const text = (name: string) => z.string().optional().describe(name);
  return z
    .strictObject({
      systolic_bp: text('Systolic'),
      diastolic_bp: text('Diastolic'),
      heart_rate: text('Heart rate'),
      respiratory_rate: text('Respiratory rate'),
      temperature: text('Temperature'),
      oxygen_saturation: text('Oxygen saturation'),
    })
    .describe(description);
}

/** One recording; what the older EHR server has no names for follows after its fields. */
export const recordingShape = {
  recorded_date: z.string().describe('When measured, ISO 8601 in UTC'),
  blood_pressure: orNull(z.string(), 'Systolic/diastolic, mm[Hg]; ? where only the other was measured'),
  heart_rate: number('/min'),
  temperature: number('[degF]'),
  oxygen_saturation: number('%'),
  weight: number('[lb_av]'),
  bmi: number('kg/m2'),
  recorded_by: orNull(z.string(), 'Who measured'),
  respiratory_rate: number('/min'),
  height: number('[in_i]'),
  flags: judgedOf('By age and sex: N normal, L low, H high, LL or HH critical'),
  reference: judgedOf('What is normal at rest at that age'),
  version: z.int().describe('Pass it as expected_version when you correct or withdraw the recording'),
  recording_id: z.string().describe('Names this recording where it is corrected or withdrawn'),
};

const recording = z.strictObject(recordingShape);

export type RecordingView = z.output<typeof recording>;

export const vitalTrend = z.strictObject({
  measurement: z.string().describe('What was measured'),
  count: z.int().describe('Number of values'),
  first_date: z.string().describe('Of the oldest value'),
  first_value: z.number().describe('Oldest value'),
  first_flag: z.string().optional().describe('Of the oldest value, by age and sex then'),
  first_reference: z.string().optional().describe('What was normal then'),
  last_date: z.string().describe('Of the newest value'),
  last_value: z.number().describe('Newest value'),
  last_flag: z.string().optional().describe('Of the newest value'),
  last_reference: z.string().optional().describe('What is normal at that age'),
  minimum: z.number().describe('Least value'),
  maximum: z.number().describe('Greatest value'),
  change_per_year: z.number().optional().describe('Slope of the fitted line'),
  direction: z.enum(['rising', 'falling', 'steady']).describe('Where the fitted line goes'),
});

export type VitalTrendView = z.output<typeof vitalTrend>;
