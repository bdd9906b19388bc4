import { fineAgeAt } from '../age-at.js';
import { flagOf, type Flag } from './flag-of.js';
import { sexOf, type PatientFacts } from '../patient-facts.js';
import { rangeText } from './range-text.js';
import { rangeFor, type Subject, type VitalRange } from './reference-range.js';
import { vitalRanges, type JudgedVital } from './vital-ranges.data.js';

export interface JudgedVitalSign {
  readonly flag: Flag;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** The range in words. */
  readonly reference: string;
}

/** The flag of a measurement by the age on that day (YYYY-MM-DD) and the sex; `undefined` where nobody says what is normal. */
export function judgeVital(
  vital: JudgedVital,
  { value, day }: { readonly value: number; readonly day: string },
  patient: PatientFacts,
): JudgedVitalSign | undefined {
  const found = normalFor(patient, day)[vital];
  const flag = found && flagOf(value, found.range);
  return found && flag && { flag, low: found.range.low, high: found.range.high, reference: found.reference };
}

type Normal = Readonly<Partial<Record<JudgedVital, { readonly range: VitalRange; readonly reference: string }>>>;

const vitals = Object.keys(vitalRanges) as JudgedVital[];
/** There are few ages and sexes, and many recordings. */
const known = new Map<string, Normal>();

function normalFor(patient: PatientFacts, day: string): Normal {
  const subject = { sex: sexOf(patient), ageYears: fineAgeAt(patient.birth_date, day) };
  // Before the first birthday each day is an age of its own.
  if (subject.ageYears < 1) return normalAt(subject);
  const key = `${subject.sex} ${subject.ageYears}`;
  const found = known.get(key) ?? normalAt(subject);
  known.set(key, found);
  return found;
}

function normalAt(subject: Subject): Normal {
  const found = vitals.flatMap((vital) => {
    const range = rangeFor({ ranges: vitalRanges[vital] }, subject);
    const reference = range && rangeText({ low: range.low, high: range.high });
    return range && reference ? [[vital, { range, reference }]] : [];
  });
  return Object.fromEntries(found);
}
