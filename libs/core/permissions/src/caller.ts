import type { Role } from './roles.js';

/** Whoever stands at a door, as the verified token says: the same for HTTP, WebSocket, stdio and forward-auth. */
export interface Caller {
  /** `client`: a machine that acts for itself (client credentials); `agent`: acts for `onBehalfOf`. */
  readonly kind: 'user' | 'client' | 'agent';
  /** User id (uuid) or client id. */
  readonly subject: string;
  readonly clientId: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  /** `jti` of the token (RFC 7519 §4.1.7). */
  readonly tokenId: string;
  /** Of the token for which this one was exchanged (RFC 8693): the two end together. */
  readonly originTokenId?: string;
  /** Grant family: revoking it revokes every token that came of one consent. */
  readonly grantId?: string;
  readonly sessionId?: string;
  /** User id of the person who delegated (`sub` beside `act`, RFC 8693 §4.1): see `principalOf`. */
  readonly onBehalfOf?: string;
  /** The patient of whom SMART scopes of the context `patient` speak, where one was chosen at sign-in. */
  readonly patientInContext?: string;
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/**
 * The subject whose relations count. A delegate sees what the person behind it may see, never what it may see itself:
 * otherwise an agent with access of its own would lend it to whoever calls it (the confused deputy).
 */
export function principalOf(caller: Pick<Caller, 'subject' | 'onBehalfOf'>): string {
  return caller.onBehalfOf ?? caller.subject;
}
