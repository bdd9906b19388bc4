import type { Prng } from '../../random/prng.js';
import { AppointmentBook } from './appointment-book.js';
import type { ClinicContext } from '../clinic-context.js';
import { clinicHours } from './clinic-hours.js';
import type { AppointmentRow } from '../clinic-rows.js';
import { clinicSizes } from '../clinic-sizes.js';
import { drawVisit, type Visit } from './draw-visit.js';
import { locationOf } from '../people/location-of.js';
import type { Person } from '../people/person.js';
import type { Staff } from '../staff/staff.js';

const FUTURE_PERMILLE = 400;
const CANCELLED_PERMILLE = 110;
/** Every third of the first patient's is still to come, so that he always has some of each. */
const FIRST_PATIENT_RHYTHM = 3;

export function makeAppointments(
  context: ClinicContext,
  clinic: { people: readonly Person[]; staff: readonly Staff[] },
): AppointmentRow[] {
  const random = context.random('appointment');
  const book = new AppointmentBook();
  return Array.from({ length: clinicSizes.appointments }, (_, n) => {
    const isFirst = n < clinicSizes.appointmentsOfFirstPatient;
    const ahead = isFirst ? n % FIRST_PATIENT_RHYTHM === 2 : random.chance(FUTURE_PERMILLE);
    const visit = findFree(random, context, { ...clinic, ahead, isFirst, book });
    return appointmentRow(context, n, visit, ahead);
  });
}

interface Search {
  readonly people: readonly Person[];
  readonly staff: readonly Staff[];
  readonly ahead: boolean;
  readonly isFirst: boolean;
  readonly book: AppointmentBook;
}

/** Draws until the slot is free for both; there are far more slots than appointments. */
function findFree(random: Prng, { anchorDay }: ClinicContext, { people, isFirst, book, ...wish }: Search): Visit {
  for (;;) {
    const person = isFirst ? people[0] : people[random.between(1, people.length - 1)];
    const visit = person && drawVisit(random, { ...wish, person, anchorDay });
    if (visit && book.book([visit.provider.row.id, visit.person.row.id], visit)) return visit;
  }
}

function appointmentRow(context: ClinicContext, n: number, visit: Visit, ahead: boolean): AppointmentRow {
  const random = context.random('appointment.row', n);
  const { person, provider, day, minute } = visit;
  const bookedDay = Math.max(person.registeredDay, Math.min(day - random.between(2, 45), context.anchorDay - 1));
  const createdAt = context.clock.instant(bookedDay, random.between(clinicHours.opens, clinicHours.opens + 20));
  const cancelled = random.chance(CANCELLED_PERMILLE);
  return {
    id: context.id('appointment', n),
    appointmentId: context.code('APT', n),
    patientId: person.row.id,
    providerId: provider.row.id,
    startsAt: context.clock.instant(day, minute),
    endsAt: context.clock.instant(day, minute + visit.durationMinutes),
    appointmentType: visit.type,
    department: provider.row.department,
    location: visit.type === 'Telehealth' ? 'Video visit' : locationOf(provider.row.department),
    status: cancelled ? 'cancelled' : ahead ? 'scheduled' : 'completed',
    reason: visit.reason,
    notes: cancelled ? 'Cancelled by patient' : null,
    createdAt,
    updatedAt: createdAt,
  };
}
