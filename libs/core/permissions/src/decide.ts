import type { ErrorCode } from '@caregate/core-errors';
import type { Caller } from './caller.js';
import { ruleOf, type Permission } from './permissions.js';
import { isActive, reaches, type Relation, type RelationKind } from './relation.js';
import { permissionsOf } from './roles.js';
import type { Scope } from './scopes.js';

export interface Question {
  readonly caller: Caller;
  readonly permission: Permission;
  /** Logical id of the FHIR Patient, for permissions whose subject is a patient. */
  readonly patientId?: string;
  /** All relations of the caller's subject; those of other subjects are ignored. */
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
  | { readonly allowed: true; readonly via: RelationKind | 'system' | 'role'; readonly steps: readonly DecisionStep[] }
  | {
      readonly allowed: false;
      readonly code: Extract<ErrorCode, `access.${string}`>;
      /** All scopes that the operation needs, for the challenge of RFC 6750 §3.1. */
      readonly requiredScopes: readonly Scope[];
      readonly steps: readonly DecisionStep[];
    };

/**
 * The one decision that every door asks: role ∧ scope ∧ relationship to the patient.
 * Pure: the same question has the same answer on every transport and in `why`.
 */
export function decide(question: Question): Decision {
  const standing = standingOf(question);
  const role = byRole(question);
  const scope = byScope(question, standing);
  const patient = byPatient(question, standing);
  const steps = [role, scope, patient];
  const requiredScopes = scopesFor(question, standing);
  if (!role.holds) return { allowed: false, code: 'access.role.refused', requiredScopes, steps };
  if (!scope.holds) return { allowed: false, code: 'access.scope.insufficient', requiredScopes, steps };
  if (!patient.holds) return { allowed: false, code: 'access.patient.refused', requiredScopes, steps };
  return { allowed: true, via: standing ?? 'role', steps };
}

/** How the caller stands to the patient; `undefined` when it does not, or when no patient is asked for. */
function standingOf({ caller, permission, patientId, relations, now }: Question): RelationKind | 'system' | undefined {
  if (ruleOf(permission).subject === 'none' || patientId === undefined) return undefined;
  const active = relations.find(
    (relation) =>
      relation.subject === caller.subject &&
      isActive(relation, now) &&
      reaches(relation, patientId) &&
      fits(relation, caller),
  );
  if (active !== undefined) return active.kind;
  return caller.kind === 'client' && caller.role === 'system' ? 'system' : undefined;
}

/** A patient's own record is all that the patient role opens, whatever other relation a row claims (family aside). */
function fits(relation: Relation, caller: Caller): boolean {
  return caller.role !== 'patient' || relation.kind === 'self' || relation.kind === 'family';
}

function byRole({ caller, permission }: Question): DecisionStep {
  const holds = permissionsOf(caller.role).includes(permission);
  return { rule: 'role', holds, because: `role ${caller.role} ${holds ? 'holds' : 'does not hold'} ${permission}` };
}

function byScope(question: Question, standing: RelationKind | 'system' | undefined): DecisionStep {
  const wanted = scopesFor(question, standing);
  const holds = wanted.some((scope) => question.caller.scopes.includes(scope));
  return { rule: 'scope', holds, because: `${holds ? 'has' : 'lacks'} one of: ${wanted.join(', ')}` };
}

function byPatient(question: Question, standing: RelationKind | 'system' | undefined): DecisionStep {
  if (ruleOf(question.permission).subject === 'none')
    return { rule: 'patient', holds: true, because: 'no patient is concerned' };
  const holds = standing !== undefined;
  return { rule: 'patient', holds, because: holds ? `related by ${standing}` : 'no active relation to the patient' };
}

function scopesFor({ caller, permission }: Question, standing: RelationKind | 'system' | undefined): readonly Scope[] {
  const { scopes, ownScopes = [] } = ruleOf(permission);
  const own = standing === 'self' || caller.role === 'patient';
  return own ? [...scopes, ...ownScopes] : scopes;
}
