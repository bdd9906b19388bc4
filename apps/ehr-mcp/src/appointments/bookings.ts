import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import type { Clinic } from '../clinic.js';
import { providerNotFoundMessage } from '../providers/npi.js';
import { casesOf } from '../shape/mrn.js';
import { sqlState } from '../writes/sql-state.js';
import { findAppointment, lockAppointment, lockPatient, lockProvider, shownAppointment } from './booking.sql.js';
import type { BookedView } from './booking.view.js';

export interface LockedProvider {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly accepting_new_patients: boolean;
}

export interface LockedAppointment {
  readonly id: string;
  readonly npi: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly version: number;
  readonly status: string;
  readonly minutes: number;
}

/** Provider first, then patient: everybody who books waits in the same order. */
export async function lockCalendars(manager: EntityManager, npi: string, patientId: string): Promise<LockedProvider> {
  const [provider] = await manager.query<LockedProvider[]>(lockProvider, [npi]);
  if (provider === undefined)
    throw new DomainError('ehr.provider.not_found', { publicMessage: providerNotFoundMessage(npi) });
  await manager.query(lockPatient, [patientId]);
  return provider;
}

export type LockedVisit = LockedAppointment & { readonly provider: LockedProvider };

/** The appointment of this patient, over or not, unless it was withdrawn; with both calendars locked. */
export async function lockVisit(
  manager: EntityManager,
  appointmentId: string,
  patientId: string,
): Promise<LockedVisit> {
  const [found] = await manager.query<{ id: string; npi: string }[]>(findAppointment, [
    casesOf(appointmentId),
    patientId,
  ]);
  if (found === undefined) throw new DomainError('ehr.appointment.not_found');
  const provider = await lockCalendars(manager, found.npi, patientId);
  const [locked] = await manager.query<Omit<LockedAppointment, 'id' | 'npi'>[]>(lockAppointment, [found.id]);
  if (locked === undefined) throw new DomainError('ehr.appointment.not_found');
  if (locked.status === 'entered_in_error') throw new DomainError('ehr.record.withdrawn');
  return { ...found, ...locked, provider };
}

/** The appointment of this patient that can still be changed. */
export async function lockBooked(
  manager: EntityManager,
  appointmentId: string,
  patientId: string,
): Promise<LockedVisit> {
  const visit = await lockVisit(manager, appointmentId, patientId);
  if (visit.status !== 'scheduled') throw new DomainError('ehr.appointment.closed');
  return visit;
}

export async function showBooked(manager: EntityManager, { timeZone }: Clinic, id: string): Promise<BookedView> {
  const [shown] = await manager.query<BookedView[]>(shownAppointment, [timeZone, id]);
  if (shown === undefined) throw new DomainError('ehr.appointment.not_found');
  return shown;
}

const EXCLUSION_VIOLATION = '23P01';

/** The database has the last word: what overlaps is refused even when it came by another way than this app. */
export async function orConflict<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (sqlState(cause) === EXCLUSION_VIOLATION) throw new DomainError('ehr.appointment.conflict', { cause });
    throw cause;
  }
}
