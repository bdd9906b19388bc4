import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import type { LockedRow } from '../writes/withdraw.js';
import type { RecordingName } from './recording-name.js';

export interface LockedRecording extends LockedRow {
  readonly status: string;
  /** When it was recorded, as it is told. */
  readonly time: string;
}

/** $1: patient, $2: identity, $3: instant, as it is told: to the second. */
const find = `
  SELECT id, version, status, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS time,
         to_jsonb(v) AS before
  FROM ehr.vital_sign v
  WHERE patient_id = $1 AND ($2::uuid IS NULL OR id = $2)
    AND ($3::timestamptz IS NULL OR (recorded_at >= date_trunc('second', $3::timestamptz)
      AND recorded_at < date_trunc('second', $3::timestamptz) + interval '1 second'))
    AND ($2::uuid IS NOT NULL OR status <> 'entered_in_error')
  ORDER BY id FOR UPDATE`;

/** The one recording of that name that holds. */
export async function lockRecording(
  manager: EntityManager,
  patientId: string,
  { id, at }: RecordingName,
): Promise<LockedRecording> {
  const [found, ...others] = await manager.query<LockedRecording[]>(find, [patientId, id, at]);
  if (found === undefined) throw new DomainError('ehr.vitals.not_found');
  if (found.status === 'entered_in_error') throw new DomainError('ehr.record.withdrawn');
  if (others.length > 0)
    throw new DomainError('ehr.record.ambiguous', {
      publicMessage: `${others.length + 1} recordings are of ${found.time}. Name the one that is meant by its recording_id: ${[found, ...others].map((row) => row.id).join(', ')}.`,
    });
  return found;
}
