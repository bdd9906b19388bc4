import { DomainError } from '@caregate/core-errors';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Throws `session.csrf.refused` unless the browser says that one of our own pages asks. Fetch Metadata is what the
 * browser itself says; `Origin` alone is enough for older ones, and nothing at all is not.
 */
export function assertFromOwnPage(headers: IncomingHttpHeaders, ownOrigins: readonly string[]): void {
  const { origin, 'sec-fetch-site': site } = headers;
  const bySite = site === undefined || site === 'same-origin';
  const byOrigin = origin === undefined ? site === 'same-origin' : ownOrigins.includes(origin);
  if (!bySite || !byOrigin) throw new DomainError('session.csrf.refused');
}
