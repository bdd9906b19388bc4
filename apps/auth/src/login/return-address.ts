import { DomainError } from '@caregate/core-errors';

/** A path of our own; two slashes or a backslash would begin another host. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/u;

/**
 * Where a sign-in may end: on one of our own paths, or at an origin that the configuration names. Whatever else is
 * asked for is refused before the sign-in begins, not silently replaced (oauth2-proxy #2635).
 */
export function returnAddress(asked: string | undefined, ownOrigins: readonly string[]): string | undefined {
  if (asked === undefined || asked === '') return undefined;
  if (asked.length <= 2000 && (OWN_PATH.test(asked) || isAtOneOf(asked, ownOrigins))) return asked;
  throw new DomainError('login.return.refused');
}

function isAtOneOf(address: string, origins: readonly string[]): boolean {
  const url = /^https?:\/\/[\x21-\x5b\x5d-\x7e]+$/u.test(address) ? URL.parse(address) : null;
  return url !== null && url.username === '' && url.password === '' && origins.includes(url.origin);
}
