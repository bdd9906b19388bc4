import { substancesIn } from '../drugs/drug-names.js';
import { placeOf } from '../drugs/place-of.js';
import type { Age, AgeCaution } from './age-caution.js';
import { ageCautions } from './age-cautions.data.js';

/** Who is to take a drug, when, and how. Days are YYYY-MM-DD. */
export interface Taking {
  readonly birthDate: string;
  readonly day: string;
  readonly route?: string | null;
}

export interface AgeWarning extends Pick<AgeCaution, 'severity' | 'effect' | 'source'> {
  /** Such as "under 12 years of age". */
  readonly age: string;
}

/** What the age stands against in a drug; what stays where it is put does not do what it does inside. */
export function cautionsAt(drug: string, { birthDate, day, route }: Taking): readonly AgeWarning[] {
  const place = placeOf(drug, route);
  if (place !== undefined && place !== 'nose') return [];
  const substances = substancesIn(drug);
  return ageCautions
    .filter(({ drugs }) => drugs.some((one) => substances.includes(one)))
    .filter(({ from = {}, under }) => {
      return day >= dayOf(birthDate, from) && (under === undefined || day < dayOf(birthDate, under));
    })
    .map(({ severity, effect, source, ...ages }) => ({ severity, effect, source, age: wordsOf(ages) }));
}

/** The day on which somebody reaches an age; who was born on 29 February does on 1 March. */
function dayOf(birthDate: string, { years = 0, months = 0, days = 0 }: Age): string {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1 + months, day + days)).toISOString().slice(0, 10);
}

function wordsOf({ from, under }: Pick<AgeCaution, 'from' | 'under'>): string {
  if (from === undefined) return `under ${measured(under)} of age`;
  const end = under === undefined ? '' : `, under ${measured(under)}`;
  return `from ${measured(from)} of age on${end}`;
}

function measured(age: Age = {}): string {
  const [[unit, count] = ['days', 0]] = Object.entries(age);
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
