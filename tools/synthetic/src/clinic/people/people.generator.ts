import { dayOf, isoDate, yearsBetween, type EpochDay } from '../../calendar/days.js';
import { familyNames } from '../../data/family-names.data.js';
import { givenNames } from '../../data/given-names.data.js';
import type { Prng } from '../../random/prng.js';
import { drawSubject } from '../../subject/draw-subject.js';
import type { Sex } from '../../subject/sex.js';
import type { Subject } from '../../subject/subject.js';
import type { ClinicContext } from '../clinic-context.js';
import { clinicSizes } from '../clinic-sizes.js';
import type { PatientRow } from '../clinic-rows.js';
import { drawBirthDay } from './draw-birth-day.js';
import { drawDetails } from './draw-details.js';
import { drawGender } from './draw-gender.js';
import { keyPeople } from './key-people.js';
import type { Person } from './person.js';

export function makePeople(context: ClinicContext): Person[] {
  const taken = new Set(keyPeople.map(({ firstName, lastName }) => `${firstName} ${lastName}`));
  return Array.from({ length: clinicSizes.patients }, (_, n) => makePerson(context, n, taken));
}

function makePerson(context: ClinicContext, n: number, taken: Set<string>): Person {
  const { anchorDay } = context;
  const random = context.random('patient', n);
  const identity = drawIdentity(random, n, anchorDay, taken);
  const subject = drawSubject(random, { sex: identity.sex, birthDay: identity.birthDay, anchorDay });
  const registeredDay = Math.max(identity.birthDay, anchorDay - random.between(1200, 3200));
  return {
    row: patientRow(context, n, identity, { random, registeredDay }),
    subject: n === 0 ? livingWith(subject) : subject,
    registeredDay,
    years: yearsBetween(identity.birthDay, anchorDay),
  };
}

function drawIdentity(random: Prng, n: number, anchorDay: EpochDay, taken: Set<string>): Identity {
  const { gender, sex } = drawGender(random);
  const key = keyPeople[n];
  if (key !== undefined) {
    const ownSex = key.gender === 'male' ? 'male' : 'female';
    return { ...key, sex: ownSex, mrn: key.mrn, birthDay: dayOf(key.birthDate) };
  }
  let name = drawName(random, sex);
  while (taken.has(`${name.firstName} ${name.lastName}`)) name = drawName(random, sex);
  taken.add(`${name.firstName} ${name.lastName}`);
  return { ...name, gender, sex, mrn: undefined, birthDay: drawBirthDay(random, anchorDay) };
}

function drawName(random: Prng, sex: Sex): { firstName: string; lastName: string } {
  return { firstName: random.pick(givenNames[sex]), lastName: random.pick(familyNames) };
}

function patientRow(
  context: ClinicContext,
  n: number,
  { mrn, firstName, lastName, gender, birthDay }: Identity,
  { random, registeredDay }: { random: Prng; registeredDay: EpochDay },
): PatientRow {
  const createdAt = context.clock.instant(registeredDay, random.between(480, 1000));
  return {
    id: context.id('patient', n),
    mrn: mrn ?? context.code('MRN', n),
    firstName,
    lastName,
    birthDate: isoDate(birthDay),
    gender,
    ...drawDetails(random, { firstName, lastName, birthDay, anchorDay: context.anchorDay }),
    createdAt,
    updatedAt: createdAt,
  };
}

/** MRN001 takes lisinopril, metformin and aspirin, so his measurements follow his two illnesses. */
function livingWith(subject: Subject): Subject {
  return { ...subject, conditions: new Set(['hypertension', 'diabetes']), massPermille: 1120 };
}

interface Identity extends Pick<PatientRow, 'firstName' | 'lastName' | 'gender'> {
  readonly mrn: string | undefined;
  readonly sex: Sex;
  readonly birthDay: EpochDay;
}
