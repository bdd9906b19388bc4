import { copiedHeaders } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { headerValue } from '../request/header-value.js';

/** What is known of a caller beyond the token. */
export interface Person {
  readonly name: string;
  readonly email?: string | undefined;
}

/** Name and e-mail are what people chose, so they are encoded; once, as they are written often. */
export function writablePerson({ name, email = '' }: Person): Person {
  return { name: headerValue(name), email: headerValue(email) };
}

/**
 * Names and values one after the other, as `writeHead` takes them. All are there always, so none can be smuggled in.
 * `X-Auth-Assertion` is signed for just that upstream, so that it can check what the others say.
 * What comes from the token was put there by us and is plain; Node refuses to write what would not be.
 */
export function identityHeaders(caller: Caller, { name, email = '' }: Person, assertion: string): readonly string[] {
  return [
    'Cache-Control',
    'no-store',
    'Content-Length',
    '0',
    'X-User-Id',
    caller.onBehalfOf ?? caller.subject,
    'X-User-Name',
    name,
    'X-User-Email',
    email,
    'X-User-Roles',
    caller.role,
    'X-Client-Id',
    caller.clientId,
    'X-Auth-Scopes',
    caller.scopes.join(' '),
    'X-Auth-Jti',
    caller.tokenId,
    'X-Session-Id',
    caller.sessionId ?? '',
    'X-Auth-Assertion',
    assertion,
  ];
}

/** The same with the token at the end, once in the way of the older gateway. */
export function withToken(headers: readonly string[], token: string): string[] {
  return [...headers, 'X-Auth-Token', token, 'Authorization', `Bearer ${token}`];
}

/** The same for an upstream that knows nothing of our tokens, and so gets none. */
export function withAuthorization(headers: readonly string[], authorization: string): string[] {
  return [...headers, 'X-Auth-Token', '', 'Authorization', authorization];
}

/** For what passes without anybody being known: whatever the client wrote there is overwritten. */
export const noIdentityHeaders: readonly string[] = [
  'Cache-Control',
  'no-store',
  'Content-Length',
  '0',
  ...copiedHeaders.flatMap((name) => [name, '']),
];
