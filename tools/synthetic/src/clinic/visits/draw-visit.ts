import type { EpochDay } from '../../calendar/days.js';
import { workday } from '../../calendar/workday.js';
import type { Prng } from '../../random/prng.js';
import { clinicHours } from './clinic-hours.js';
import type { Person } from '../people/person.js';
import { sees } from '../staff/sees.js';
import type { Staff } from '../staff/staff.js';
import { visitKind } from './visit-kind.js';

const DAYS_BACK = 420;
const DAYS_AHEAD = 84;
const OWN_DOCTOR_PERMILLE = 400;
/** Nobody books these weeks ahead. */
const ACUTE = new Set(['Cough', 'Ear pain', 'Fever', 'Sore throat', 'Ankle sprain', 'Dizziness', 'Palpitations']);

export interface Visit {
  readonly person: Person;
  readonly provider: Staff;
  readonly reason: string;
  readonly type: string;
  readonly day: EpochDay;
  readonly minute: number;
  readonly durationMinutes: number;
}

/** A visit that would suit; whether the slot is free is for the book to say. */
export function drawVisit(random: Prng, { person, staff, ahead, anchorDay }: Wish): Visit | undefined {
  const offers = staff.filter(({ specialty }) => sees(specialty, person)).flatMap((one) => offersOf(one, ahead));
  if (offers.length === 0) return undefined;
  const own = offers.filter(({ provider }) => provider === offers[0]?.provider);
  const offer = random.pick(random.chance(OWN_DOCTOR_PERMILLE) ? own : offers);
  const cells = (clinicHours.closes - clinicHours.opens) / clinicHours.cellMinutes;
  return {
    person,
    ...offer,
    ...visitKind(random, offer.reason),
    day: drawDay(random, { person, ahead, anchorDay }),
    minute: clinicHours.opens + random.below(cells) * clinicHours.cellMinutes,
  };
}

interface Wish {
  readonly person: Person;
  readonly staff: readonly Staff[];
  readonly ahead: boolean;
  readonly anchorDay: EpochDay;
}

function offersOf(provider: Staff, ahead: boolean): { provider: Staff; reason: string }[] {
  const reasons = provider.specialty.reasons.filter((reason) => !ahead || !ACUTE.has(reason));
  return reasons.map((reason) => ({ provider, reason }));
}

/** Either from the anchor day on, or so long before it that a weekend does not reach it. */
function drawDay(random: Prng, { person, ahead, anchorDay }: Omit<Wish, 'staff'>): EpochDay {
  if (ahead) return workday(random.between(anchorDay, anchorDay + DAYS_AHEAD));
  return workday(random.between(Math.max(person.registeredDay, anchorDay - DAYS_BACK), anchorDay - 5));
}
