import { contraindications } from '../../data/contraindications.data.js';
import type { Drug, DrugClass } from './drug.js';
import type { Person } from '../people/person.js';

/** What decides about a drug, whether or not there is a row. */
export type Body = Pick<Person, 'subject' | 'years'>;

/** The drugs a careful prescriber would consider: right for the age, no allergy to the class, no contraindication. */
export function suitableDrugs(drugs: readonly Drug[], person: Body, avoid: ReadonlySet<DrugClass>): readonly Drug[] {
  return drugs.filter(({ drugClass, ages: [from, to] = [18, 120] }) => {
    const rightAge = person.years >= from && person.years < to + 1;
    return rightAge && (drugClass === undefined || (!avoid.has(drugClass) && !isContraindicated(drugClass, person)));
  });
}

function isContraindicated(drugClass: DrugClass, { subject }: Body): boolean {
  return contraindications[drugClass]?.some((condition) => subject.conditions.has(condition)) ?? false;
}
