import type { DomainError } from '@caregate/core-errors';

export interface BearerOptions {
  /** RFC 9728 §5.1: where a client finds out which authorization server to ask. */
  readonly resourceMetadataUrl?: string;
  readonly realm?: string;
}

/** The value of `WWW-Authenticate` for a refusal (RFC 6750 §3), or `undefined` when another token would not help. */
export function bearerChallenge(
  error: DomainError,
  scopes: readonly string[] = [],
  { resourceMetadataUrl, realm = 'caregate' }: BearerOptions = {},
): string | undefined {
  const fault = faultOf(error);
  if (fault === undefined) return undefined;
  const parameters = {
    realm,
    ...(resourceMetadataUrl !== undefined && { resource_metadata: resourceMetadataUrl }),
    ...(fault !== '' && { error: fault, error_description: error.publicMessage }),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
  };
  return `Bearer ${Object.entries(parameters).map(pair).join(', ')}`;
}

/** RFC 6750 §3.1: a request that showed no credentials at all is told no error code. */
function faultOf({ code, kind }: DomainError): string | undefined {
  if (code === 'access.scope.insufficient') return 'insufficient_scope';
  if (kind !== 'unauthenticated') return undefined;
  return code === 'token.absent' || code.startsWith('session.') ? '' : 'invalid_token';
}

/** RFC 6750 §3 allows neither quotes nor backslashes nor anything beyond ASCII within a value. */
function pair([name, value]: [string, string]): string {
  return `${name}="${value.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '')}"`;
}
