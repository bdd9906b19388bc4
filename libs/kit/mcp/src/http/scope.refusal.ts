import { DomainError } from '@caregate/core-errors';
import type { ScopeRefused } from '../pipeline/call.outcome.js';
import type { BearerChallenge } from './bearer.challenge.js';
import type { Refusal } from './http.refusal.js';

/** A client that is told the scope can ask its user for it and come back: RFC 6750 §3.1, MCP step-up authorization. */
export function scopeRefusal(
  challenge: BearerChallenge,
  { scopes, requestId }: ScopeRefused,
  id: string | number | null,
): Refusal {
  const error = new DomainError('access.scope.insufficient');
  return { error, requestId, id, headers: { 'www-authenticate': challenge.insufficientScope(scopes) } };
}
