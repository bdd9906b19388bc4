import { principalOf, type Caller } from './caller.js';
import { isActive, type Relation } from './relation.js';

export type Reach = 'everybody' | readonly string[];

/**
 * Logical ids of the patients whom a caller may find at all, by the same rules by which `decide` opens one of them:
 * a search that shows more than can be opened would tell who is a patient here.
 */
export function reachOf(caller: Caller, relations: readonly Relation[], now: Date): Reach {
  if (isSystemClient(caller)) return 'everybody';
  const open = openTo(caller, relations, now);
  if (open.some(({ kind }) => kind === 'organisation')) return 'everybody';
  return [...new Set(open.flatMap(({ patientId }) => (patientId === null ? [] : [patientId])))];
}

/** Ids of the relations by a broken glass that are part of this reach: the trail names them beside what was found. */
export function glassesOf(caller: Caller, relations: readonly Relation[], now: Date): readonly string[] {
  return openTo(caller, relations, now)
    .filter(({ kind }) => kind === 'break-glass')
    .map(({ id }) => id)
    .toSorted();
}

/** The relations by which records are open to the caller at the moment. */
export function openTo(caller: Caller, relations: readonly Relation[], now: Date): readonly Relation[] {
  const principal = principalOf(caller);
  return relations.filter(
    (relation) => relation.subject === principal && isActive(relation, now) && isOpenTo(caller, relation),
  );
}

/** A patient's record and those of family are all that the patient role opens, whatever other relation a row claims. */
function isOpenTo({ role }: Caller, { kind }: Relation): boolean {
  return role !== 'patient' || kind === 'self' || kind === 'family';
}

/** An integration such as a laboratory serves every patient, but only while it acts for nobody but itself. */
export function isSystemClient({ kind, role, onBehalfOf }: Caller): boolean {
  return kind === 'client' && role === 'system' && onBehalfOf === undefined;
}
