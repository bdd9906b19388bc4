import { decide, principalOf, type Caller, type Permission } from '@caregate/core-permissions';
import type { Tool } from './tool.js';
import type { ToolListing } from './tool.listing.js';

/** What `tools/list` shows: the tools that the caller's role and scopes could open, in the order of the registry. */
export function shownListings<S>(tools: readonly Tool<S>[], caller: Caller | undefined): readonly ToolListing[] {
  return tools.filter((tool) => isShown(tool, caller)).map(({ listing }) => listing);
}

function isShown<S>({ permission }: Tool<S>, caller: Caller | undefined): boolean {
  if (permission === 'public') return true;
  return caller !== undefined && couldOpen(caller, permission);
}

/**
 * Asked for the caller's own record, the one decision is refused by role and scope alone: of all relations, that to
 * oneself accepts the most scopes. Which patients are open is said by each call, and depends on whom it is about.
 */
function couldOpen(caller: Caller, permission: Permission): boolean {
  const self = {
    id: ANYBODY,
    subject: principalOf(caller),
    patientId: ANYBODY,
    kind: 'self',
    validFrom: BEGINNING,
    expiresAt: null,
    revokedAt: null,
  } as const;
  return decide({ caller, permission, patientId: ANYBODY, relations: [self], now: BEGINNING }).allowed;
}

const ANYBODY = '00000000-0000-0000-0000-000000000000';
const BEGINNING = new Date(0);
