import { z } from 'zod';
import { momentOf } from './moment-of.js';
import type { Reading, Series } from './series.js';
import { vitalNames } from './vital-names.js';

export const trend = z.looseObject({
  measurement: z.string().optional(),
  component: z.string().optional(),
  unit: z.string().nullish(),
  count: z.number(),
  first_date: z.string(),
  first_value: z.number(),
  first_flag: z.string().optional(),
  first_reference: z.string().optional(),
  last_date: z.string(),
  last_value: z.number(),
  last_flag: z.string().optional(),
  last_reference: z.string().optional(),
  minimum: z.number(),
  maximum: z.number(),
  direction: z.string(),
});

type Trend = z.output<typeof trend>;

/** A summary has two values with a date; the others are told in words. */
export function trendSeries(summary: Trend): Series {
  const { label, unit } = namesOf(summary);
  return {
    id: label,
    label,
    unit,
    lines: [label],
    readings: [
      ...readingOf(summary.first_date, summary.first_value, [summary.first_flag, summary.first_reference]),
      ...readingOf(summary.last_date, summary.last_value, [summary.last_flag, summary.last_reference]),
    ],
  };
}

/** `get_vital_signs` names the column that it summed up; both of those of blood pressure are in one unit. */
function namesOf({ measurement, component, unit }: Trend): { label: string; unit: string } {
  if (measurement === undefined) return { label: component ?? '', unit: unit ?? '' };
  if (measurement.endsWith('_bp')) return { label: pressures[measurement] ?? measurement, unit: 'mmHg' };
  return vitalNames.find(({ field }) => field === measurement) ?? { label: measurement, unit: '' };
}

const pressures: Readonly<Record<string, string>> = {
  systolic_bp: 'Systolic blood pressure',
  diastolic_bp: 'Diastolic blood pressure',
};

function readingOf(
  date: string,
  value: number,
  [flag, reference]: readonly [flag: string | undefined, reference: string | undefined],
): Reading[] {
  const at = momentOf(date);
  return at === undefined ? [] : [{ at, values: [value], text: String(value), flag, flags: [flag], reference }];
}
