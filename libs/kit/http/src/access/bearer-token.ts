import { DomainError } from '@caregate/core-errors';
import type { IncomingHttpHeaders } from 'node:http';

/** RFC 9110 §11.4: the scheme without regard to case, one or more spaces and no other whitespace; RFC 6750 §2.1: `b64token`. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** The token of the one accepted place: never from a query or a body (RFC 6750 §5.3), where logs and caches keep it. */
export function bearerToken({ authorization }: IncomingHttpHeaders): string {
  if (authorization === undefined) throw new DomainError('token.absent');
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new DomainError('token.malformed');
  return token;
}
