import type { Drug } from './drug.js';
import type { Person } from '../people/person.js';

/** A drug for a person, and why. */
export interface Treatment {
  readonly person: Person;
  readonly drug: Drug;
  readonly indication: string;
  /** A course ends by itself; a lasting treatment goes on until somebody stops it. */
  readonly lasting: boolean;
}
