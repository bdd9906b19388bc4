import type { DataSource } from 'typeorm';
import { readCursor } from '../shape/cursor.js';
import type { Positioned } from '../shape/page.js';
import type { MedicationView } from './medication.view.js';

/** $1: patient, $2: status or "all" that hold, $3 and $4: days, $5 and $6: cursor, $7: limit. */
const ofPatient = `
  SELECT medication_id, name, dosage, frequency, route, prescribed_date, prescriber, refills_remaining, status,
         rxnorm_code, version, prescribed_date::text AS at, id AS row_id
  FROM ehr.medication
  WHERE patient_id = $1 AND (status = $2 OR ($2 = 'all' AND status <> 'entered_in_error'))
    AND ($3::date IS NULL OR prescribed_date >= $3::date) AND ($4::date IS NULL OR prescribed_date <= $4::date)
    AND ($5::date IS NULL OR (prescribed_date, id) < ($5::date, $6::uuid))
  ORDER BY prescribed_date DESC, id DESC LIMIT $7`;

export interface MedicationQuery {
  readonly patientId: string;
  readonly status: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Reads of `ehr.medication`. */
export class MedicationRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first, and one more than the limit when there is more. */
  ofPatient(query: MedicationQuery): Promise<(MedicationView & Positioned)[]> {
    const { patientId, status, from, to, limit } = query;
    const cursor = readCursor(query.cursor, ['medications', patientId]);
    return this.dataSource.query(ofPatient, [patientId, status, from, to, cursor?.at, cursor?.id, limit + 1]);
  }
}
