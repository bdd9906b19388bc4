import { DomainError } from '@caregate/core-errors';
import { decide, type Caller, type Permission } from '@caregate/core-permissions';

/** Whether role and scopes of the caller open the operation; none of ours is about one patient. */
export function may(caller: Caller, permission: Permission): boolean {
  return decide({ caller, permission, relations: [], now: new Date() }).allowed;
}

/** One's own with one permission, everybody's with another. */
export function demand(caller: Caller, own: boolean, permissions: { own: Permission; any: Permission }): void {
  if (may(caller, permissions.any) || (own && may(caller, permissions.own))) return;
  throw new DomainError('access.refused', { detail: { permission: permissions.any } });
}

/** An agent that shows the token of its registration, as opposed to a client that acts for itself. */
export function isRegisteredAgent({ kind, tokenId }: Caller): boolean {
  return kind === 'agent' && tokenId.startsWith('agent:');
}
