import type { Caller } from '@caregate/core-permissions';

/** Whose session it is. A session id is no credential: with another owner's token it names nothing (MCP, session hijacking). */
export function sessionOwner({ kind, subject, clientId, onBehalfOf }: Caller): string {
  return JSON.stringify([kind, subject, clientId, onBehalfOf ?? null]);
}
