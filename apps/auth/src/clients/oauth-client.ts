import type { Role } from '@caregate/core-permissions';

/** A registered application, as `auth.oauth_client` keeps it. */
export interface OAuthClient {
  readonly clientId: string;
  readonly appId: string;
  readonly appName: string;
  /** `undefined` for a public client, which has no secret (RFC 6749 §2.1). */
  readonly secretHash?: Buffer;
  /** What the application may do when it acts for itself; `undefined` when it only acts for people. */
  readonly role?: Role;
  /** The most it may be given; empty means whatever the resource offers and the person allows. */
  readonly scopes: readonly string[];
  /** RFC 7591 §2, in the names of the wire. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdBy?: string;
  readonly expiresAt?: Date;
}
