import type { Prng } from '../../random/prng.js';
import type { DrugClass } from './drug.js';
import type { Person } from '../people/person.js';
import { planDrugs } from './plan-drugs.js';
import type { Treatment } from './treatment.js';

/** The lasting treatments of a person. */
export function planTreatments(random: Prng, person: Person, avoid: ReadonlySet<DrugClass>): Treatment[] {
  return planDrugs(random, person, avoid).map((planned) => ({ ...planned, person, lasting: true }));
}
