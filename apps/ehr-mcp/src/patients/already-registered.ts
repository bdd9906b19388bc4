import type { Reach } from '@caregate/core-permissions';
import type { EntityManager } from 'typeorm';

export interface Newcomer {
  readonly first_name: string;
  readonly last_name: string;
  readonly dob: string;
}

/** Two who register the same person at once wait for each other. */
const lock = `SELECT pg_advisory_xact_lock(hashtextextended(ehr.folded($1 || ' ' || $2) || ' ' || $3, 7))`;

/** By the index of names. */
const same = `
  SELECT id, mrn FROM ehr.patient
  WHERE ehr.folded(last_name) COLLATE "C" = ehr.folded($2) COLLATE "C"
    AND ehr.folded(first_name) COLLATE "C" = ehr.folded($1) COLLATE "C" AND birth_date = $3::date
  ORDER BY mrn`;

/**
 * A sentence when somebody of that name and date of birth is registered: half a record under each of two numbers is worse
 * than none. Numbers are told of those whom the caller may open.
 */
export async function alreadyRegistered(
  manager: EntityManager,
  newcomer: Newcomer,
  reach: Reach,
): Promise<string | undefined> {
  const { first_name: first, last_name: last, dob } = newcomer;
  await manager.query(lock, [first, last, dob]);
  const found = await manager.query<{ id: string; mrn: string }[]>(same, [first, last, dob]);
  if (found.length === 0) return undefined;
  const mrns = found.filter(({ id }) => reach === 'everybody' || reach.includes(id)).map(({ mrn }) => mrn);
  const who = mrns.length === 0 ? '' : ` as ${mrns.join(', ')}`;
  return `${first} ${last}, born ${dob}, was registered already${who}.`;
}
