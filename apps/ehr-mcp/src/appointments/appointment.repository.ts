import type { DataSource } from 'typeorm';
import type { Clinic } from '../clinic.js';
import { readCursor } from '../shape/cursor.js';
import type { Positioned } from '../shape/page.js';
import { freeSlots } from './booking.sql.js';
import { appointmentsOfPatient } from './appointment.sql.js';
import type { AppointmentView } from './appointment.view.js';

export interface AppointmentQuery {
  readonly patientId: string;
  readonly status: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Reads of `ehr.appointment`. */
export class AppointmentRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clinic: Clinic,
  ) {}

  /** Newest first, and one more than the limit when there is more. */
  ofPatient(query: AppointmentQuery): Promise<(AppointmentView & Positioned)[]> {
    const { patientId, status, from, to, limit } = query;
    const cursor = readCursor(query.cursor, ['appointments', patientId]);
    const values = [this.clinic.timeZone, patientId, status, from, to, cursor?.at, cursor?.id, limit + 1];
    return this.dataSource.query(appointmentsOfPatient, values);
  }

  /** Earliest first. */
  freeSlots({ npi, from, to, minutes, limit }: SlotQuery): Promise<{ date: string; time: string }[]> {
    const { timeZone, opensMinute, closesMinute } = this.clinic;
    return this.dataSource.query(freeSlots, [timeZone, from, to, opensMinute, closesMinute, minutes, npi, limit]);
  }
}

export interface SlotQuery {
  readonly npi: string;
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
  readonly limit: number;
}
