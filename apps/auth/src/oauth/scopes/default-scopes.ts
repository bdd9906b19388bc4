import { scopesByNameOnly } from '@caregate/core-permissions';
import { IDENTITY_SCOPES } from '../../clients/identity-scopes.js';

/**
 * What a client may ask for without naming any scope of the resource. `read` and `write` are what the command line of the
 * older gateway asks for, where scopes meant nothing; `claudeai` is what Claude asks servers for that named it no scope.
 */
const GENERAL_SCOPES = new Set([...IDENTITY_SCOPES, 'read', 'write', 'claudeai']);

/** What is asked for; when none of it is named, all there is but what needs to be. */
export function scopesOrDefault(scope: string | undefined, most: readonly string[]): readonly string[] {
  if (!namesNoScope(scope)) return wordsOf(scope);
  return [...wordsOf(scope), ...most.filter((name) => !scopesByNameOnly.has(name))];
}

/** RFC 6749 §3.3: whether somebody asks for no scope of the resource, and so for the default. */
export function namesNoScope(scope: string | undefined): boolean {
  const wanted = wordsOf(scope);
  return !wanted.includes('openid') && wanted.every((name) => GENERAL_SCOPES.has(name));
}

function wordsOf(scope = ''): readonly string[] {
  return scope.split(' ').filter(Boolean);
}
