import { z } from 'zod';
import { textOf } from './elements.js';
import { slices } from './slices.js';

const repeat = z.looseObject({
  frequency: z.int().optional(),
  frequencyMax: z.int().optional(),
  period: z.number().optional(),
  periodMax: z.number().optional(),
  periodUnit: slices.text.optional(),
});

export const dosageSlice = z.looseObject({
  text: slices.text.optional(),
  timing: z.looseObject({ code: slices.concept.optional(), repeat: repeat.optional() }).optional(),
  asNeededBoolean: z.boolean().optional(),
  asNeededCodeableConcept: slices.concept.optional(),
  route: slices.concept.optional(),
  doseAndRate: z.array(z.looseObject({ doseQuantity: slices.quantity.optional() })).optional(),
});

type Dosage = z.output<typeof dosageSlice>;

/** How often, in words: those of the timing, else what it counts; and whether only as needed. */
export function frequencyOf(dosage: Dosage | undefined): string | null {
  const often = textOf(dosage?.timing?.code) ?? repeated(dosage?.timing?.repeat);
  const needed = asNeeded(dosage);
  return often === null || needed === null ? (often ?? needed) : `${often}, ${needed}`;
}

function asNeeded({ asNeededBoolean, asNeededCodeableConcept }: Dosage = {}): string | null {
  const reason = textOf(asNeededCodeableConcept);
  if (reason !== null) return `as needed for ${reason}`;
  return asNeededBoolean === true ? 'as needed' : null;
}

/** R4 Timing.repeat: so many times in each period, once where it says nothing of it. */
function repeated({ frequency = 1, frequencyMax, period, periodMax, periodUnit }: z.output<typeof repeat> = {}) {
  const unit = units[periodUnit ?? ''];
  if (period === undefined || unit === undefined) return null;
  const every =
    period === 1 && periodMax === undefined ? `every ${unit}` : `every ${range(period, periodMax)} ${unit}s`;
  return frequency === 1 && frequencyMax === undefined ? every : `${range(frequency, frequencyMax)} times ${every}`;
}

function range(from: number, to: number | undefined): string {
  return to === undefined || to === from ? String(from) : `${from}-${to}`;
}

const units: Readonly<Record<string, string>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
};
