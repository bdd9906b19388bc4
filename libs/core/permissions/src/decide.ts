import type { ErrorCode } from '@caregate/core-errors';
import type { Caller } from './caller.js';
import { ruleOf, type Permission } from './permissions.js';
import { isSystemClient, openTo } from './reach.js';
import { reaches, relationKinds, type Relation, type RelationKind } from './relation.js';
import { permissionsOf } from './roles.js';
import type { Scope } from './scopes.js';

export interface Question {
  readonly caller: Caller;
  readonly permission: Permission;
  /** Logical id of the FHIR Patient, for permissions whose subject is a patient. */
  readonly patientId?: string;
  /** All relations of the caller's principal; those of other subjects are ignored. */
  readonly relations: readonly Relation[];
  readonly now: Date;
}

/** One line of the answer to "why": what was looked at, and whether it held. */
export interface DecisionStep {
  readonly rule: 'role' | 'scope' | 'patient';
  readonly holds: boolean;
  readonly because: string;
}

export type Decision =
  | {
      readonly allowed: true;
      readonly via: RelationKind | 'system' | 'role';
      /** Id of the relation, where the record is open by a broken glass: every row of the trail names it. */
      readonly glass?: string;
      readonly steps: readonly DecisionStep[];
    }
  | {
      readonly allowed: false;
      readonly code: Extract<ErrorCode, `access.${string}`>;
      /** The narrowest scope that opens the operation, for the challenge of RFC 6750 §3.1. */
      readonly requiredScopes: readonly Scope[];
      readonly steps: readonly DecisionStep[];
    };

/** How the caller stands to the patient; `none` also when no patient is asked for. */
type Standing = RelationKind | 'system' | 'none';

/**
 * The one decision that every door asks: role ∧ scope ∧ relationship to the patient.
 * Pure: the same question has the same answer on every transport and in `why`.
 * The patient comes last, so that a refusal tells nothing of relationships to whoever lacks role or scope.
 */
export function decide(question: Question): Decision {
  const held = heldFor(question);
  const standing = standingOf(question, held);
  const accepted = acceptedScopes(question, standing);
  const role = byRole(question);
  const scope = byScope(question, accepted);
  const patient = byPatient(question, standing);
  const steps = [role, scope, patient];
  const requiredScopes = accepted.slice(0, 1);
  if (!role.holds) return { allowed: false, code: 'access.role.refused', requiredScopes, steps };
  if (!scope.holds) return { allowed: false, code: 'access.scope.insufficient', requiredScopes, steps };
  if (!patient.holds) return { allowed: false, code: 'access.patient.refused', requiredScopes, steps };
  const glass = standing === 'break-glass' ? { glass: firstId(held, standing) } : {};
  return { allowed: true, via: standing === 'none' ? 'role' : standing, ...glass, steps };
}

/** The relations that open the patient asked for. */
function heldFor({ caller, permission, patientId, relations, now }: Question): readonly Relation[] {
  if (ruleOf(permission).subject === 'none' || patientId === undefined) return [];
  return openTo(caller, relations, now).filter((relation) => reaches(relation, patientId));
}

/** The first of `relationKinds` that holds, so that neither the order nor the number of rows changes the answer. */
function standingOf({ caller, permission, patientId }: Question, held: readonly Relation[]): Standing {
  if (ruleOf(permission).subject === 'none' || patientId === undefined) return 'none';
  const kind = relationKinds.find((candidate) => held.some((relation) => relation.kind === candidate));
  return kind ?? (isSystemClient(caller) ? 'system' : 'none');
}

function firstId(held: readonly Relation[], kind: RelationKind): string {
  const ids = held.filter((relation) => relation.kind === kind).map(({ id }) => id);
  return ids.toSorted()[0] ?? '';
}

/** Any one of these is enough; the narrowest comes first. */
function acceptedScopes({ caller, permission }: Question, standing: Standing): readonly Scope[] {
  const { scopes, ownScopes = [] } = ruleOf(permission);
  const own = standing === 'self' || caller.role === 'patient';
  return own ? [...ownScopes, ...scopes] : scopes;
}

function byRole({ caller, permission }: Question): DecisionStep {
  const holds = permissionsOf(caller.role).includes(permission);
  return { rule: 'role', holds, because: `role ${caller.role} ${holds ? 'holds' : 'does not hold'} ${permission}` };
}

function byScope({ caller }: Question, accepted: readonly Scope[]): DecisionStep {
  const holds = accepted.some((scope) => caller.scopes.includes(scope));
  return { rule: 'scope', holds, because: `${holds ? 'has' : 'lacks'} one of: ${accepted.join(', ')}` };
}

function byPatient({ permission }: Question, standing: Standing): DecisionStep {
  if (ruleOf(permission).subject === 'none')
    return { rule: 'patient', holds: true, because: 'no patient is concerned' };
  const holds = standing !== 'none';
  return { rule: 'patient', holds, because: holds ? `related by ${standing}` : 'no active relation to the patient' };
}
