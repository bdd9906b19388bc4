import { DomainError } from '@caregate/core-errors';
import type { IncomingHttpHeaders } from 'node:http';
import { bearerToken } from './bearer-token.js';

/** Tells API keys from everything else, where an app takes them at all. */
export type ApiKeySign = (credential: string) => boolean;

/** What a request shows to prove whose it is: a bearer token, or an API key in a header of its own. */
export function credentialIn(headers: IncomingHttpHeaders, isApiKey: ApiKeySign | undefined): string {
  const { 'x-api-key': key, authorization } = headers;
  if (isApiKey === undefined || key === undefined) return bearerToken(headers);
  // Two proofs may be of two callers, and nobody guesses which one is meant (RFC 6750 §2).
  if (authorization !== undefined || typeof key !== 'string' || !isApiKey(key))
    throw new DomainError('token.malformed');
  return key;
}
