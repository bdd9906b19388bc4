import { acuteDrugs } from '../../data/formulary-acute.data.js';
import type { Prng } from '../../random/prng.js';
import type { DrugClass } from './drug.js';
import type { Person } from '../people/person.js';
import { suitableDrugs } from './suitable-drugs.js';
import type { Treatment } from './treatment.js';

/** A short course for one of the complaints of everyday life. */
export function planCourse(random: Prng, person: Person, avoid: ReadonlySet<DrugClass>): Treatment | undefined {
  const [indication, drugs] = random.pick(Object.entries(acuteDrugs));
  const fitting = suitableDrugs(drugs, person, avoid);
  return fitting.length === 0 ? undefined : { person, drug: random.pick(fitting), indication, lasting: false };
}
