import { permissionsOf, type Role } from '../roles.js';
import { areasOf } from './areas-of.js';
import { smartScopeOf } from './offered-smart-scopes.js';
import type { SmartScope } from './smart-scope.js';

/** Who will show the token: a person by an application, or a machine that acts for itself. */
export type SmartBearer = 'person' | 'machine';

/** Of the given names those of SMART that would open anything to such a bearer of that role. */
export function usefulSmartScopes(role: Role, bearer: SmartBearer, names: readonly string[]): readonly string[] {
  const held = permissionsOf(role);
  return names.filter((name) => {
    const scope = smartScopeOf(name);
    if (scope === undefined || !isOfContext(scope, role, bearer)) return false;
    return areasOf(scope).some(({ permission }) => held.includes(permission));
  });
}

/**
 * `system/` is for machines that act for themselves, `user/` for people. `patient/` means one patient in context: for
 * people of the patient role that is themselves; a clinician's relations reach further than one, so it opens nothing.
 */
export function isOfContext({ context }: SmartScope, role: Role, bearer: SmartBearer): boolean {
  if (bearer === 'machine') return context === 'system';
  return context === 'user' || (context === 'patient' && role === 'patient');
}
