import { chronicDrugs } from '../data/formulary-chronic.data.js';
import type { Prng } from '../random/prng.js';
import type { Drug, DrugClass } from './drug.js';
import type { Person } from './person.js';
import { suitableDrugs } from './suitable-drugs.js';
import type { Treatment } from './treatment.js';

const SECOND_DRUG_PERMILLE = 300;

/** Lasting treatment of each condition: one drug, at times two that are not of one kind. */
export function planTreatments(random: Prng, person: Person, avoid: ReadonlySet<DrugClass>): Treatment[] {
  const plan: Treatment[] = [];
  for (const indication of person.subject.conditions) {
    const wanted = random.chance(SECOND_DRUG_PERMILLE) ? 2 : 1;
    for (let i = 0; i < wanted; i += 1) {
      const fitting = suitableDrugs(chronicDrugs[indication], person, avoid).filter((drug) => addsTo(plan, drug));
      if (fitting.length > 0) plan.push({ person, drug: random.pick(fitting), indication, lasting: true });
    }
  }
  return plan;
}

/** Nobody takes one ingredient twice, nor two drugs of one class. */
function addsTo(plan: readonly Treatment[], drug: Drug): boolean {
  return plan.every(
    ({ drug: other }) =>
      firstWord(other) !== firstWord(drug) && (drug.drugClass === undefined || other.drugClass !== drug.drugClass),
  );
}

function firstWord({ name }: Drug): string {
  return name.split(' ')[0] ?? name;
}
