import { DomainError } from '@caregate/core-errors';
import type { Clinic } from '../clinic.js';
import { dayIn } from '../shape/day-in.js';

/** Nobody plans further ahead, so that such a day is a slip; `date` is on the calendar of the clinic. */
export function refuseBeyond({ timeZone, bookingHorizonDays: days }: Clinic, date: string, now = new Date()): void {
  const today = Date.parse(dayIn(timeZone, now));
  const last = new Date(today + days * 86_400_000).toISOString().slice(0, 10);
  if (date <= last) return;
  throw new DomainError('ehr.appointment.too_far', {
    publicMessage: `Appointments are booked at most ${days} days ahead, until ${last}; ${date} is later.`,
  });
}
