import { isRole, type Role } from '@caregate/core-permissions';
import type { Client } from 'oidc-provider';
import { IDENTITY_SCOPES } from '../../clients/identity-scopes.js';

/** What a client is to us beyond what the protocol asks of it. */
export interface RegisteredClient {
  readonly appId?: string;
  readonly appName?: string;
  /** What it may do when it acts for itself. */
  readonly role?: Role;
  /** The most of a service that it may be given; `undefined` leaves that to resource and person. */
  readonly allowedScopes?: ReadonlySet<string>;
  /** When the registration ends, if an administrator said so. */
  readonly endsAtSeconds?: number;
  /** Services that it is the door of, about whose tokens it may ask (RFC 7662 §4). */
  readonly introspects: ReadonlySet<string>;
  /** It has no secret, so anybody can say its name (RFC 6749 §2.1). */
  readonly isPublic: boolean;
  /** When it asks through a browser, nothing but its redirect address tells that it is who it says (RFC 8252 §8.6). */
  readonly isUnproven: boolean;
}

/** Reads our own metadata, which the library hands through without a type. */
export function registeredClientOf(client: Client): RegisteredClient {
  const appId = textOf(client['app_id']);
  const appName = textOf(client['app_name']);
  const role = textOf(client['role']);
  const scopes = (textOf(client['allowed_scopes']) ?? '').split(' ');
  const { ends_at: endsAt } = client;
  const isPublic = client.tokenEndpointAuthMethod === 'none';
  return {
    ...(appId === undefined ? {} : { appId }),
    ...(appName === undefined ? {} : { appName }),
    ...(role !== undefined && isRole(role) ? { role } : {}),
    ...(isCapped(scopes, role) ? { allowedScopes: new Set(scopes) } : {}),
    ...(typeof endsAt === 'number' ? { endsAtSeconds: endsAt } : {}),
    introspects: new Set(isPublic ? [] : (textOf(client['introspects']) ?? '').split(' ').filter(Boolean)),
    isPublic,
    isUnproven: isPublic || client.applicationType === 'native',
  };
}

/**
 * Clients of the older gateway register for `openid profile email`, all that its metadata named, and mean the service:
 * words about the person and the length of access do not say that nothing else will be asked for (RFC 7591 §2). Whoever
 * acts for itself has nobody to be asked, and is held to what was said.
 */
function isCapped(scopes: readonly string[], role: string | undefined): boolean {
  if (scopes.every((scope) => scope === '')) return false;
  return role !== undefined || !scopes.every((scope) => IDENTITY_SCOPES.has(scope));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
