import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import type { Clinic } from '../clinic.js';
import { providerNotFoundMessage } from '../providers/npi.js';
import { RefusedForReasons, type Reason } from '../shape/refused-for-reasons.js';
import { refuseBeyond } from './booking-horizon.js';
import { instantOf, overlaps } from './booking.sql.js';

export interface Wish {
  readonly clinic: Clinic;
  readonly patientId: string;
  readonly npi: string;
  /** YYYY-MM-DD and HH:MM on the clock of the clinic, with the offset that is meant where it is given. */
  readonly date: string;
  readonly time: string;
  readonly minutes: number;
  /** Id of the appointment that is moved; it is not in its own way. */
  readonly moved?: string;
}

export interface Place {
  readonly startsAt: string;
  readonly warnings: readonly string[];
}

/** Where a wish lies in time. Refuses it with everything that stands in its way at once. */
export async function placeInTime(manager: EntityManager, wish: Wish): Promise<Place> {
  const { date, time, clinic } = wish;
  refuseBeyond(clinic, date);
  const [instant] = await manager.query<Instant[]>(instantOf, [date, time, clinic.timeZone]);
  if (instant?.exists !== true)
    throw new DomainError('ehr.appointment.time_invalid', {
      publicMessage: `${date} ${time} does not exist in ${clinic.timeZone}: ${hasOffset(time) ? 'its clocks have another offset then' : 'the clocks skip it'}.`,
    });
  await refuseTaken(manager, wish, instant.past ? [past(wish)] : []);
  return {
    startsAt: instant.starts_at,
    warnings: [...outsideHours(wish, instant.weekday), ...repeated(wish, instant)],
  };
}

/** What stands in the way as it is now: true for good only under the locks of both calendars. */
export async function refuseTaken(manager: EntityManager, wish: Wish, others: readonly Reason[] = []): Promise<void> {
  const reasons = [...others, ...(await busy(manager, wish))];
  if (reasons.length === 0) return;
  if (!reasons.some(({ kind }) => kind === 'provider_busy')) await requireProvider(manager, wish.npi);
  throw new RefusedForReasons('ehr.appointment.conflict', 'Time slot already booked'.concat(suffix(reasons)), reasons);
}

/** Who is not there is not busy: that is told before what else the patient does at that time. */
async function requireProvider(manager: EntityManager, npi: string): Promise<void> {
  const found = await manager.query<unknown[]>('SELECT 1 FROM ehr.provider WHERE npi = $1', [npi]);
  if (found.length === 0)
    throw new DomainError('ehr.provider.not_found', { publicMessage: providerNotFoundMessage(npi) });
}

interface Instant {
  readonly starts_at: string;
  readonly exists: boolean;
  readonly past: boolean;
  readonly first: boolean;
  readonly second: boolean;
  readonly weekday: number;
}

interface Overlap {
  readonly of_provider: boolean;
  readonly of_patient: boolean;
  readonly appointment_id: string;
  readonly provider: string;
  readonly from: string;
  readonly to: string;
}

/** The older server's words are kept, though a time that is over was not booked by anybody. */
function suffix(reasons: readonly Reason[]): string {
  return reasons.every(({ kind }) => kind === 'past') ? ' or over' : '';
}

function past({ date, time }: Wish): Reason {
  return { kind: 'past', message: `${date} ${time} is over.` };
}

async function busy(manager: EntityManager, wish: Wish): Promise<Reason[]> {
  const { npi, patientId, date, time, minutes, clinic, moved } = wish;
  const values = [npi, patientId, date, time, clinic.timeZone, minutes, moved];
  const found = await manager.query<Overlap[]>(overlaps, values);
  return found.flatMap((overlap) => reasonsFor(overlap));
}

/** Of the provider's other patients nothing is told but the time. */
function reasonsFor({ of_provider: ofProvider, of_patient: ofPatient, ...taken }: Overlap): Reason[] {
  const when = `from ${taken.from} to ${taken.to}`;
  return [
    ...(ofProvider ? [{ kind: 'provider_busy', message: `The provider is booked ${when}.` }] : []),
    ...(ofPatient
      ? [
          {
            kind: 'patient_busy',
            message: `The patient has ${taken.appointment_id} with ${taken.provider} ${when}.`,
          },
        ]
      : []),
  ];
}

const SATURDAY = 6;

function outsideHours({ time, minutes, clinic }: Wish, weekday: number): string[] {
  const [hour = 0, minute = 0] = onClock(time).split(':').map(Number);
  const begins = hour * 60 + minute;
  const open = begins >= clinic.opensMinute && begins + minutes <= clinic.closesMinute;
  return open && weekday < SATURDAY ? [] : ['This is outside the opening hours of the clinic.'];
}

function repeated({ date, time }: Wish, { first, second }: Instant): string[] {
  const twice = `${date} has ${onClock(time)} twice, because the clocks go back:`;
  if (first) return [`${twice} this is the first.`];
  return second ? [`${twice} this is the second. To mean the first, give the time with its offset.`] : [];
}

function hasOffset(time: string): boolean {
  return time !== onClock(time);
}

function onClock(time: string): string {
  return time.slice(0, 'HH:MM'.length);
}
