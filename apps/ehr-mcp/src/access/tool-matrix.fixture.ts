import { permissionsOf, roles, ruleOf, type Role, type Scope } from '@caregate/core-permissions';
import type { Tool } from '@caregate/kit-mcp';

export interface MatrixRow {
  readonly tool: string;
  readonly permission: string;
  /** Any one of these opens it; none is needed for what is public. */
  readonly scopes: readonly Scope[];
  /** Enough instead for patients, and for whoever opens their own record. */
  readonly ownScopes: readonly Scope[];
  readonly roles: readonly Role[];
  /** Whether the caller also has to be related to the patient. */
  readonly concernsPatient: boolean;
}

const everyRole = Object.keys(roles) as Role[];

/** Role × scope × tool in one table, computed from what decides. */
export function toolMatrix<S>(tools: readonly Tool<S>[]): readonly MatrixRow[] {
  return tools.map(({ name: tool, permission }) => {
    if (permission === 'public')
      return { tool, permission, scopes: [], ownScopes: [], roles: everyRole, concernsPatient: false };
    const { scopes, ownScopes = [], subject } = ruleOf(permission);
    const holders = everyRole.filter((role) => permissionsOf(role).includes(permission));
    return { tool, permission, scopes, ownScopes, roles: holders, concernsPatient: subject === 'patient' };
  });
}
