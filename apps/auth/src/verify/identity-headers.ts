import type { Caller } from '@caregate/core-permissions';
import { headerValue } from './header-value.js';

/** What is known of a caller beyond the token. */
export interface Person {
  readonly name: string;
  readonly email?: string | undefined;
}

const NAMES = [
  'X-User-Id',
  'X-User-Name',
  'X-User-Email',
  'X-User-Roles',
  'X-Client-Id',
  'X-Auth-Scopes',
  'X-Auth-Jti',
  'X-Session-Id',
] as const;

/**
 * Every header by which an upstream knows the caller; the edge overwrites all of them. The last two carry the token,
 * signed for just that upstream, so that it can check what the others say: `X-Auth-Assertion` for where `Authorization`
 * is taken.
 */
export const identityHeaderNames = [...NAMES, 'X-Auth-Assertion', 'Authorization'] as const;

const FIXED = ['Cache-Control', 'no-store', 'Content-Length', '0'];

/** Names and values one after the other, as `writeHead` takes them. All are there always, so none can be smuggled in. */
export function identityHeaders(caller: Caller, { name, email = '' }: Person): readonly string[] {
  const values = [
    caller.onBehalfOf ?? caller.subject,
    name,
    email,
    caller.role,
    caller.clientId,
    caller.scopes.join(' '),
    caller.tokenId,
    caller.sessionId ?? '',
  ];
  return [...FIXED, ...NAMES.flatMap((header, index) => [header, headerValue(values[index] ?? '')])];
}

/** The same with the token at the end. */
export function withToken(headers: readonly string[], token: string): string[] {
  return [...headers, 'X-Auth-Assertion', token, 'Authorization', `Bearer ${token}`];
}

/** For what passes without anybody being known: whatever the client wrote there is overwritten. */
export const noIdentityHeaders: readonly string[] = [...FIXED, ...identityHeaderNames.flatMap((name) => [name, ''])];
