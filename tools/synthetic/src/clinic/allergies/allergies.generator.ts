import { isoDate } from '../../calendar/days.js';
import { allergens } from '../../data/allergens.data.js';
import { reactionSeverity } from '../../data/reaction-severity.data.js';
import type { Prng } from '../../random/prng.js';
import type { Allergen } from './allergen.js';
import type { ClinicContext } from '../clinic-context.js';
import type { AllergyRow } from '../clinic-rows.js';
import { clinicSizes } from '../clinic-sizes.js';
import { codeSystems } from '../code-systems.js';
import type { Person } from '../people/person.js';

/** MRN001 cannot take penicillin; MRN002 cannot eat eggs and dairy, and has no other allergy. */
const FIXED: readonly (readonly string[])[] = [
  ['Penicillin', 'Latex'],
  ['Eggs', 'Dairy'],
];
const PER_PERSON_MAX = 3;

/** Half of them are drugs: the hard cases of prescribing, which other synthetic records lack. */
export function makeAllergies(context: ClinicContext, people: readonly Person[]): AllergyRow[] {
  const random = context.random('allergy');
  const found: Found[] = FIXED.flatMap((names, n) => names.map((name) => fixed(people, n, name)));
  while (found.length < clinicSizes.allergies) {
    const person = people[random.between(FIXED.length, people.length - 1)];
    const pool = drugCount(found) * 2 < found.length ? allergens.drugs : allergens.others;
    const allergen = random.pick(pool);
    if (person !== undefined && isNew(found, person, allergen)) found.push({ person, allergen });
  }
  return found.map((one, n) => allergyRow(context, n, one));
}

interface Found {
  readonly person: Person;
  readonly allergen: Allergen;
}

function fixed(people: readonly Person[], n: number, name: string): Found {
  const person = people[n];
  const allergen = [...allergens.drugs, ...allergens.others].find((known) => known.allergen === name);
  if (person === undefined || allergen === undefined) throw new RangeError(`No allergen is called ${name}.`);
  return { person, allergen };
}

function drugCount(found: readonly Found[]): number {
  return found.filter(({ allergen }) => allergen.drugClass !== undefined).length;
}

function isNew(found: readonly Found[], person: Person, { allergen, ages = [1, 120] }: Allergen): boolean {
  const own = found.filter((other) => other.person === person);
  const known = own.some((other) => other.allergen.allergen === allergen);
  return !known && own.length < PER_PERSON_MAX && person.years >= ages[0] && person.years <= ages[1];
}

function allergyRow(context: ClinicContext, n: number, { person, allergen }: Found): AllergyRow {
  const random = context.random('allergy.row', n);
  const reaction = random.pick(allergen.reactions);
  const noted = noteDay(random, context, person);
  const createdAt = context.clock.instant(noted.recorded, random.between(480, 1000));
  return {
    id: context.id('allergy', n),
    patientId: person.row.id,
    allergen: allergen.allergen,
    codeSystem: allergen.drugClass === undefined ? codeSystems.snomed : codeSystems.rxnorm,
    code: allergen.code,
    reaction,
    severity: random.pick(reactionSeverity[reaction] ?? ['mild']),
    onsetDate: isoDate(noted.onset),
    status: n >= 4 && random.chance(60) ? 'inactive' : 'active',
    notes: random.chance(150) ? 'Reported by patient' : null,
    createdAt,
    updatedAt: createdAt,
  };
}

/** It began some time in the person's life and was written down at a visit afterwards. */
function noteDay(random: Prng, { anchorDay }: ClinicContext, { subject, registeredDay }: Person) {
  const onset = random.between(subject.birthDay + 180, anchorDay - 30);
  return { onset, recorded: random.between(Math.max(onset, registeredDay), anchorDay - 1) };
}
