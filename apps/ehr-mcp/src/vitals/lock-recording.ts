import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';

/** $1: patient, $2: instant, as it is told: to the second. */
const find = `
  SELECT id, version, to_jsonb(v) AS before FROM ehr.vital_sign v
  WHERE patient_id = $1 AND recorded_at >= $2::timestamptz AND recorded_at < $2::timestamptz + interval '1 second'
    AND status <> 'entered_in_error'
  FOR UPDATE`;

export interface LockedRecording {
  readonly id: string;
  readonly version: number;
  readonly before: Readonly<Record<string, unknown>>;
}

/** The one recording of that time that holds. */
export async function lockRecording(manager: EntityManager, patientId: string, at: string): Promise<LockedRecording> {
  const [found, ...others] = await manager.query<LockedRecording[]>(find, [patientId, at]);
  if (found === undefined) throw new DomainError('ehr.vitals.not_found');
  if (others.length > 0)
    throw new DomainError('request.invalid', {
      publicMessage: `${others.length + 1} recordings are of ${at}: which of them is meant cannot be told.`,
    });
  return found;
}
