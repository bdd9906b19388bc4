import { chronicDrugs } from '../../data/formulary-chronic.data.js';
import type { Prng } from '../../random/prng.js';
import type { Condition } from '../../subject/condition.js';
import type { Drug, DrugClass } from './drug.js';
import { suitableDrugs, type Body } from './suitable-drugs.js';

const SECOND_DRUG_PERMILLE = 300;

export interface PlannedDrug {
  readonly drug: Drug;
  readonly indication: Condition;
}

/** Lasting treatment of each condition: one drug, at times two that are not of one kind. */
export function planDrugs(random: Prng, body: Body, avoid: ReadonlySet<DrugClass>): PlannedDrug[] {
  const plan: PlannedDrug[] = [];
  for (const indication of body.subject.conditions) {
    const wanted = random.chance(SECOND_DRUG_PERMILLE) ? 2 : 1;
    for (let i = 0; i < wanted; i += 1) {
      const fitting = suitableDrugs(chronicDrugs[indication], body, avoid).filter((drug) => addsTo(plan, drug));
      if (fitting.length > 0) plan.push({ drug: random.pick(fitting), indication });
    }
  }
  return plan;
}

/** Nobody takes one ingredient twice, nor two drugs of one class. */
function addsTo(plan: readonly PlannedDrug[], drug: Drug): boolean {
  return plan.every(
    ({ drug: other }) =>
      firstWord(other) !== firstWord(drug) && (drug.drugClass === undefined || other.drugClass !== drug.drugClass),
  );
}

function firstWord({ name }: Drug): string {
  return name.split(' ')[0] ?? name;
}
