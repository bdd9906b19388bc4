import { nurses } from '../data/nurses.data.js';
import { measureVitals } from '../subject/measure-vitals.js';
import type { ClinicContext } from './clinic-context.js';
import type { VitalSignRow } from './clinic-rows.js';
import { clinicSizes } from './clinic-sizes.js';
import type { Person } from './people/person.js';
import { spreadDays } from './visits/spread-days.js';
import { visitCounts } from './visits/visit-counts.js';

const DAYS_BACK = 1095;
/** Visits lie so far apart at least that their days differ. */
const DAYS_PER_VISIT = 20;

/** Everybody was measured at least once; who came often shows a trend. */
export function makeVitalSigns(context: ClinicContext, people: readonly Person[]): VitalSignRow[] {
  const counts = visitCounts(context.random('vital_sign'), people, {
    total: clinicSizes.vitalSigns,
    first: clinicSizes.vitalSignsOfFirstPatient,
    least: 1,
    most: 6,
    mayCome: ({ registeredDay }) => context.anchorDay - registeredDay > 6 * DAYS_PER_VISIT,
  });
  const visits = people.flatMap((person, n) => visitDays(context, person, n, counts[n] ?? 0));
  return visits.map((visit, n) => vitalSignRow(context, n, visit));
}

interface Visit {
  readonly person: Person;
  readonly day: number;
}

function visitDays(context: ClinicContext, person: Person, n: number, count: number): Visit[] {
  const from = Math.max(person.registeredDay, context.anchorDay - DAYS_BACK);
  const days = spreadDays(context.random('vital_sign.days', n), count, { from, to: context.anchorDay - 5 });
  return days.map((day) => ({ person, day }));
}

function vitalSignRow(context: ClinicContext, n: number, { person, day }: Visit): VitalSignRow {
  const random = context.random('vital_sign.row', n);
  const recordedAt = context.clock.instant(day, random.between(485, 1010));
  return {
    id: context.id('vital_sign', n),
    patientId: person.row.id,
    recordedAt,
    ...measureVitals(random, person.subject, day, context.anchorDay),
    recordedBy: random.pick(nurses),
    createdAt: recordedAt,
  };
}
