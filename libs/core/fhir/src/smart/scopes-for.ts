import {
  areasOf,
  isOfContext,
  parseSmartScope,
  ruleOf,
  smartScopeOf,
  type Caller,
  type Permission,
  type SmartAction,
  type SmartScope,
} from '@caregate/core-permissions';

/** What is asked of a FHIR server, in the words of SMART App Launch 2.2. */
export interface FhirAccess {
  readonly type: string;
  /** Of Observations: the category that is meant. */
  readonly category?: string | undefined;
  readonly interaction: 'read' | 'search-type' | 'everything';
  /** What opens it by our own words. */
  readonly permission: Permission;
}

export interface AccessScopes {
  /** The scopes of the token, and ours that its SMART scopes stand for in this one access. */
  readonly scopes: readonly string[];
  /** Only `patient/` scopes open it: then it has to be the record of the patient in context. */
  readonly inContextOnly: boolean;
}

const actionsOf: Readonly<Record<FhirAccess['interaction'], readonly SmartAction[]>> = {
  read: ['r'],
  'search-type': ['s'],
  everything: ['r', 's'],
};

type Asking = Pick<Caller, 'scopes' | 'kind' | 'role'>;

/**
 * The scopes by which one access is decided. SMART scopes narrow by type, category and interaction, which ours do not, so
 * they count here and at no other door; what they leave is decided by role and relationship like everything else.
 */
export function scopesFor({ scopes, kind, role }: Asking, access: FhirAccess): AccessScopes {
  const bearer = kind === 'client' ? 'machine' : 'person';
  const open = scopes
    .map(smartScopeOf)
    .filter((scope) => scope !== undefined)
    .filter((scope) => covers(scope, access) && isOfContext(scope, role, bearer));
  const { scopes: ours, ownScopes = [] } = ruleOf(access.permission);
  const widely = open.some((scope) => scope.context !== 'patient');
  const already = [...ours, ...(role === 'patient' ? ownScopes : [])].some((scope) => scopes.includes(scope));
  return {
    scopes: open.length === 0 ? scopes : [...scopes, ours[0]],
    inContextOnly: open.length > 0 && !widely && !already,
  };
}

/** The SMART scope to ask for by whoever speaks SMART, so that a refusal can be mended (RFC 6750 §3.1). */
export function smartScopeToAskFor({ scopes, kind, role }: Asking, { type }: FhirAccess): string | undefined {
  if (!scopes.some((name) => parseSmartScope(name) !== undefined)) return undefined;
  if (kind === 'client') return `system/${type}.rs`;
  return `${role === 'patient' ? 'patient' : 'user'}/${type}.rs`;
}

function covers(scope: SmartScope, { type, category, interaction }: FhirAccess): boolean {
  if (scope.type !== '*' && scope.type !== type) return false;
  if (!actionsOf[interaction].every((action) => scope.actions.includes(action))) return false;
  return (
    scope.filter.length === 0 || areasOf(scope).some((area) => area.category === category && category !== undefined)
  );
}
