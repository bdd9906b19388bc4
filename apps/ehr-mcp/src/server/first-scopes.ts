import { ruleOf, type Permission, type Scope } from '@caregate/core-permissions';
import { ehrTools } from '../ehr-tools.js';

/** What overrides a check or registers applications is asked for when it is needed (step-up, RFC 6750 §3.1). */
const LATER: ReadonlySet<Scope> = new Set(['write:overrides', 'write:clients']);

/**
 * What a first sign-in asks for: what the tools here are opened by, and nothing of other services. Writing is in it, since a
 * tool that the token does not open is not listed, and so would never be called and asked for.
 */
export const firstScopes: readonly Scope[] = [...new Set(ehrTools.flatMap(({ permission }) => scopesOf(permission)))]
  .filter((scope) => !LATER.has(scope))
  .sort();

function scopesOf(permission: Permission | 'public'): readonly Scope[] {
  if (permission === 'public') return [];
  const { scopes, ownScopes = [] } = ruleOf(permission);
  return [scopes[0], ...ownScopes];
}
