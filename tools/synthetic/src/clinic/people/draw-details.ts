import { yearsBetween, type EpochDay } from '../../calendar/days.js';
import { insurers } from '../../data/insurers.data.js';
import { givenNames } from '../../data/given-names.data.js';
import { places } from '../../data/places.data.js';
import { streetNames } from '../../data/street-names.data.js';
import type { Prng } from '../../random/prng.js';
import { asciiName } from './ascii-name.js';
import type { PatientRow } from '../clinic-rows.js';
import { inventedPhone } from './invented-phone.js';

const CHILD_UNTIL_YEARS = 18;
const MEDICARE_FROM_YEARS = 65;
const SENIOR_PLAN = 5;
const CHILD_PLAN = 6;

/** Where somebody lives, who pays, and whom to call: the part of a patient's row that says nothing of health. */
export function drawDetails(random: Prng, who: Who): Details {
  const place = random.pick(places);
  const years = yearsBetween(who.birthDay, who.anchorDay);
  return {
    email: years < CHILD_UNTIL_YEARS || random.chance(80) ? null : emailOf(who),
    phone: inventedPhone(random, place.areaCode),
    street: `${random.between(1, 480)} ${random.pick(streetNames)}`,
    city: place.city,
    state: place.state,
    zipCode: place.zipCode,
    ...drawInsurance(random, years),
    emergencyContactName: `${random.pick(random.chance(500) ? givenNames.female : givenNames.male)} ${who.lastName}`,
    emergencyContactRelationship: random.pick(relationships(years)),
    emergencyContactPhone: inventedPhone(random, place.areaCode),
  };
}

interface Who {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDay: EpochDay;
  readonly anchorDay: EpochDay;
  /** Keeps the e-mail addresses of namesakes apart. */
  readonly emailTag?: string;
}

type Details = Omit<
  PatientRow,
  'id' | 'mrn' | 'firstName' | 'lastName' | 'birthDate' | 'gender' | 'createdAt' | 'updatedAt'
>;

function emailOf({ firstName, lastName, emailTag = '' }: Who): string {
  return `${asciiName(firstName)}.${asciiName(lastName)}${emailTag}@example.org`;
}

function drawInsurance(random: Prng, years: number) {
  if (random.chance(90)) return { insuranceProvider: null, policyNumber: null, groupNumber: null };
  const own = years < CHILD_UNTIL_YEARS ? CHILD_PLAN : years < MEDICARE_FROM_YEARS ? undefined : SENIOR_PLAN;
  const insurer = insurers[own !== undefined && random.chance(600) ? own : random.below(SENIOR_PLAN)];
  if (insurer === undefined) throw new RangeError('There is no insurer to choose.');
  return {
    insuranceProvider: insurer.name,
    policyNumber: `${insurer.prefix}-${random.between(10_000_000, 99_999_999)}`,
    groupNumber: `GRP-${random.between(1000, 9999)}`,
  };
}

function relationships(years: number): readonly string[] {
  if (years < CHILD_UNTIL_YEARS) return ['Mother', 'Father', 'Guardian'];
  return years < MEDICARE_FROM_YEARS ? ['Spouse', 'Partner', 'Sibling', 'Parent'] : ['Spouse', 'Son', 'Daughter'];
}
