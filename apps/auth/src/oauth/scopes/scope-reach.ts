import {
  permissionsOf,
  ruleOf,
  usefulSmartScopes,
  type Permission,
  type Role,
  type SmartBearer,
} from '@caregate/core-permissions';
import { LAUNCH_PATIENT } from './launch-scope.js';

/** The permissions that role and scopes leave together: what a token says for readers, never what a door decides by. */
export function permissionsWith(role: Role, scopes: readonly string[]): readonly Permission[] {
  return permissionsOf(role).filter((permission) => opening(role, permission).some((scope) => scopes.includes(scope)));
}

/** Of the given scopes those that open anything to this role; the others would only be an empty promise. */
export function usefulScopes(role: Role, scopes: readonly string[], bearer: SmartBearer = 'person'): readonly string[] {
  const ours = permissionsOf(role).flatMap((permission) => opening(role, permission));
  const useful = new Set<string>([...ours, ...usefulSmartScopes(role, bearer, scopes)]);
  // Whose record it is can be said of somebody who has one; see `PatientContext`.
  if (role === 'patient' && bearer === 'person') useful.add(LAUNCH_PATIENT);
  return scopes.filter((scope) => useful.has(scope));
}

/** Own-record scopes are for patients: everybody else reaches records through a clinical scope. */
function opening(role: Role, permission: Permission): readonly string[] {
  const { scopes, ownScopes = [] } = ruleOf(permission);
  return role === 'patient' ? [...scopes, ...ownScopes] : scopes;
}
