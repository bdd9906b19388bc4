import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import { changedRow } from '../writes/changed-row.js';
import { expectVersion } from '../writes/expect-version.js';
import type { LockedRow } from '../writes/withdraw.js';
import type { AllergyView } from './allergy.view.js';

const active = `
  SELECT id, version, to_jsonb(a) AS before FROM ehr.allergy a
  WHERE patient_id = $1 AND status = 'active' AND lower(allergen) = lower($2) ORDER BY id FOR UPDATE`;

const end = `
  UPDATE ehr.allergy SET status = $2, version = version + 1 WHERE id = $1
  RETURNING allergen, reaction, severity, onset_date, code, status, version, id AS allergy_id`;

export interface EndedAllergy {
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly allergy: AllergyView;
}

interface Ending {
  readonly patientId: string;
  readonly allergen: string;
  readonly status: 'inactive' | 'resolved';
  /** The one that was read, where somebody says so. */
  readonly version: number | undefined;
}

/** What is recorded more than once, as imports may bring it, ends together. Throws `ehr.allergy.not_found` for nothing. */
export async function endAllergies(
  manager: EntityManager,
  { patientId, allergen, status, version: expected }: Ending,
): Promise<readonly [EndedAllergy, ...EndedAllergy[]]> {
  const found = await manager.query<LockedRow[]>(active, [patientId, allergen]);
  const ended: EndedAllergy[] = [];
  for (const { version, ...row } of found) {
    expectVersion(version, expected);
    ended.push({ ...row, allergy: await changedRow<AllergyView>(manager, end, [row.id, status]) });
  }
  const [first, ...others] = ended;
  if (first === undefined) throw new DomainError('ehr.allergy.not_found');
  return [first, ...others];
}
