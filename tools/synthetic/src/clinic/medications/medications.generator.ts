import { isoDate } from '../../calendar/days.js';
import { allergens } from '../../data/allergens.data.js';
import { chronicDrugs } from '../../data/formulary-chronic.data.js';
import type { Prng } from '../../random/prng.js';
import type { ClinicContext } from '../clinic-context.js';
import type { AllergyRow, MedicationRow } from '../clinic-rows.js';
import { clinicSizes } from '../clinic-sizes.js';
import { dosageText } from './dosage-text.js';
import type { DrugClass } from './drug.js';
import type { Person } from '../people/person.js';
import { planCourse } from './plan-course.js';
import { planTreatments } from './plan-treatments.js';
import { prescriberFor } from '../staff/prescriber-for.js';
import type { Staff } from '../staff/staff.js';
import type { Treatment } from './treatment.js';

/** What MRN001 takes, in the doses he is documented with. */
const FIRST_PATIENT = [
  { name: 'Lisinopril', indication: 'hypertension' },
  { name: 'Metformin', indication: 'diabetes' },
  { name: 'Aspirin', indication: 'coronary disease' },
] as const;
const COURSE_DAYS_AGO_MIN = 20;

export function makeMedications(
  context: ClinicContext,
  {
    people,
    staff,
    allergies,
  }: { people: readonly Person[]; staff: readonly Staff[]; allergies: readonly AllergyRow[] },
): MedicationRow[] {
  const [first, ...others] = people;
  if (first === undefined) return [];
  const room = clinicSizes.medications - FIRST_PATIENT.length;
  const chosen = new Set([...fixed(first), ...chooseFor(context, others, { allergies, room })]);
  const inOrder = people.flatMap((person) => [...chosen].filter((treatment) => treatment.person === person));
  return inOrder.map((treatment, n) => medicationRow(context, n, treatment, staff));
}

function fixed(person: Person): Treatment[] {
  return FIRST_PATIENT.flatMap(({ name, indication }) => {
    const drug = chronicDrugs[indication].find((known) => known.name === name);
    return drug === undefined ? [] : [{ person, drug, indication: reason(indication), lasting: true }];
  });
}

/** Nobody has diagnosed coronary disease in him. */
function reason(indication: string): string {
  return indication === 'coronary disease' ? 'cardiovascular prevention' : indication;
}

/** Lasting treatments of everybody, thinned out if there are too many, then courses until the number is right. */
function chooseFor(
  context: ClinicContext,
  people: readonly Person[],
  { allergies, room }: { allergies: readonly AllergyRow[]; room: number },
): Treatment[] {
  const random = context.random('medication');
  const avoid = new Map(people.map((person) => [person, classesToAvoid(person, allergies)]));
  const lasting = people.flatMap((person) => planTreatments(random, person, avoid.get(person) ?? new Set()));
  const chosen = random.shuffled(lasting).slice(0, Math.floor(room * 0.85));
  while (chosen.length < room) {
    const person = random.pick(people);
    const course = planCourse(random, person, avoid.get(person) ?? new Set());
    if (course !== undefined) chosen.push(course);
  }
  return chosen;
}

function classesToAvoid({ row }: Person, allergies: readonly AllergyRow[]): Set<DrugClass> {
  const own = allergies.filter(({ patientId }) => patientId === row.id).map(({ code }) => code);
  const classes = allergens.drugs.filter(({ code }) => own.includes(code)).map(({ drugClass }) => drugClass);
  return new Set(classes.filter((drugClass) => drugClass !== undefined));
}

function medicationRow(
  context: ClinicContext,
  n: number,
  { person, drug, indication, lasting }: Treatment,
  staff: readonly Staff[],
): MedicationRow {
  const random = context.random('medication.row', n);
  const prescriber = prescriberFor(random, person, indication, staff);
  const latest = context.anchorDay - (lasting ? 5 : COURSE_DAYS_AGO_MIN);
  const day = random.between(Math.max(person.registeredDay, context.anchorDay - 900), latest);
  const status = person.row.mrn === 'MRN001' ? 'active' : drawStatus(random, lasting);
  const createdAt = context.clock.instant(day, random.between(490, 1010));
  return {
    id: context.id('medication', n),
    medicationId: context.code('MED', n),
    patientId: person.row.id,
    name: drug.name,
    rxnormCode: drug.rxnormCode,
    dosage: dosageText(drug),
    doseValue: drug.doseValue,
    doseUnit: drug.doseUnit ?? 'mg',
    frequency: drug.frequency,
    route: drug.route ?? 'Oral',
    prescribedDate: isoDate(day),
    prescriber: prescriber.name,
    prescriberId: prescriber.id,
    status,
    refillsRemaining: status === 'active' ? random.between(0, 5) : 0,
    notes: `For ${indication}`,
    createdAt,
    updatedAt: createdAt,
  };
}

function drawStatus(random: Prng, lasting: boolean): MedicationRow['status'] {
  if (!lasting) return 'completed';
  return random.chance(110) ? 'discontinued' : 'active';
}
