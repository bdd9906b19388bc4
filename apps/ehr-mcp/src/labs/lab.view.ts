import { z } from 'zod';
import { orNull } from '../shape/or-null.js';

const value = z
  .unknown()
  .refine((found) => typeof found === 'number' || typeof found === 'string')
  .describe('Number or text');

export const labComponentShape = {
  component: z.string().describe('What was measured'),
  value,
  unit: orNull(z.string(), 'UCUM unit'),
  reference: orNull(z.string(), 'What is normal for this patient'),
  flag: orNull(z.string(), 'N normal, L low, H high, LL or HH critical, A abnormal'),
  loinc: orNull(z.string(), 'LOINC code'),
};

/** One order with its results, under the names of the older EHR server. */
export const labOrderShape = {
  order_id: z.string().describe('Identifier of the order'),
  test_name: z.string().describe('Test'),
  ordered_date: z.string().describe('When ordered, ISO 8601 in UTC'),
  resulted_date: orNull(z.string(), 'When resulted, ISO 8601 in UTC'),
  status: z.string().describe('pending, in_progress, final, corrected or entered_in_error'),
  results: z.array(z.strictObject(labComponentShape)).describe('Results, in the order of the report'),
  version: z.int().describe('Pass it as expected_version when you change the order'),
};

const labOrder = z.strictObject(labOrderShape);

export type LabOrderView = z.output<typeof labOrder>;
export type LabComponentView = LabOrderView['results'][number];

export const trendOutput = z.strictObject({
  component: z.string().describe('What was measured'),
  unit: orNull(z.string(), 'UCUM unit'),
  count: z.int().describe('Number of values'),
  first_date: z.string().describe('Of the oldest value'),
  first_value: z.number().describe('Oldest value'),
  last_date: z.string().describe('Of the newest value'),
  last_value: z.number().describe('Newest value'),
  minimum: z.number().describe('Least value'),
  maximum: z.number().describe('Greatest value'),
  change_per_year: z.number().optional().describe('Slope of the fitted line, in the unit per year'),
  direction: z.enum(['rising', 'falling', 'steady']).describe('Where the fitted line goes'),
  left_out: z
    .int()
    .optional()
    .describe(
      'Number of results that no line can hold: in words, beyond a bound, or in a unit that does not measure the same',
    ),
});

export type TrendView = z.output<typeof trendOutput>;
