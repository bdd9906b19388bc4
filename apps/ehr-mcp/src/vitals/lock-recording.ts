import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import type { LockedRow } from '../writes/withdraw.js';

/** $1: patient, $2: instant, as it is told: to the second. */
const find = `
  SELECT id, version, to_jsonb(v) AS before FROM ehr.vital_sign v
  WHERE patient_id = $1 AND recorded_at >= $2::timestamptz AND recorded_at < $2::timestamptz + interval '1 second'
    AND status <> 'entered_in_error'
  FOR UPDATE`;

/** The one recording of that time that holds. */
export async function lockRecording(manager: EntityManager, patientId: string, at: string): Promise<LockedRow> {
  const [found, ...others] = await manager.query<LockedRow[]>(find, [patientId, at]);
  if (found === undefined) throw new DomainError('ehr.vitals.not_found');
  if (others.length > 0)
    throw new DomainError('request.invalid', {
      publicMessage: `${others.length + 1} recordings are of ${at}: which of them is meant cannot be told.`,
    });
  return found;
}
