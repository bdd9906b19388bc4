import type { Sex } from './ranges/reference-range.js';

/** What it takes to know what is normal for somebody. */
export interface PatientFacts {
  readonly gender: string;
  /** YYYY-MM-DD */
  readonly birth_date: string;
}

/** Reference ranges know two; for others they are left out where they differ. */
export function sexOf({ gender }: Pick<PatientFacts, 'gender'>): Sex | undefined {
  return gender === 'male' || gender === 'female' ? gender : undefined;
}
