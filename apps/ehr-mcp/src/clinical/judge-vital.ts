import { fineAgeAt } from './age-at.js';
import { flagOf, type Flag } from './flag-of.js';
import { rangeFor } from './reference-range.js';
import { sexOf, type PatientFacts } from './patient-facts.js';
import { vitalRanges, type JudgedVital } from './vital-ranges.data.js';

export interface JudgedVitalSign {
  readonly flag: Flag;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** The flag of a measurement by the age on that day (YYYY-MM-DD) and the sex; `undefined` where nobody says what is normal. */
export function judgeVital(
  vital: JudgedVital,
  { value, day }: { readonly value: number; readonly day: string },
  patient: PatientFacts,
): JudgedVitalSign | undefined {
  const ageYears = fineAgeAt(patient.birth_date, day);
  // What was measured before the birth was not measured on this patient.
  if (ageYears < 0) return undefined;
  const range = rangeFor({ ranges: vitalRanges[vital] }, { sex: sexOf(patient), ageYears });
  const flag = range && flagOf(value, range);
  return range && flag && { flag, low: range.low, high: range.high };
}
