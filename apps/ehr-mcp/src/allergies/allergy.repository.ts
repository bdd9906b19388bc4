import type { DataSource } from 'typeorm';
import type { Positioned } from '../shape/page.js';
import { readCursor } from '../shape/cursor.js';
import type { AllergyView } from './allergy.view.js';

/** $1: patient, $2: status or "all" that hold, $3 and $4: cursor, $5: limit. */
const ofPatient = `
  SELECT allergen, reaction, severity, onset_date, code, status, version, id AS allergy_id, created_at::text AS at, id AS row_id
  FROM ehr.allergy
  WHERE patient_id = $1 AND (status = $2 OR ($2 = 'all' AND status <> 'entered_in_error'))
    AND ($3::timestamptz IS NULL OR (created_at, id) < ($3::timestamptz, $4::uuid))
  ORDER BY created_at DESC, id DESC LIMIT $5`;

export interface AllergyQuery {
  readonly patientId: string;
  readonly status: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Reads of `ehr.allergy`. */
export class AllergyRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Last recorded first, and one more than the limit when there is more. */
  ofPatient({ patientId, status, limit, ...query }: AllergyQuery): Promise<(AllergyView & Positioned)[]> {
    const cursor = readCursor(query.cursor, ['allergies', patientId]);
    return this.dataSource.query(ofPatient, [patientId, status, cursor?.at, cursor?.id, limit + 1]);
  }
}
