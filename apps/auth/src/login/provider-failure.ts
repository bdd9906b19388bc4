import { DomainError } from '@caregate/core-errors';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

/** What oauth4webapi calls an answer that is there, but not what it must be: a foreign nonce, issuer, key or audience. */
const UNACCEPTABLE = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
]);

/** What `passport-oauth2` calls a no of the authorization or token endpoint (RFC 6749 §4.1.2.1, §5.2). */
const REFUSALS = new Set(['AuthorizationError', 'ProviderRefusal', 'TokenError', 'UserInfoError']);

/** Whether the provider said no (or something we must not believe), or could not be asked at all. */
export function providerFailure(cause: unknown): DomainError {
  const refused =
    cause instanceof AuthorizationResponseError ||
    (cause instanceof ResponseBodyError && cause.status < 500) ||
    (cause instanceof ClientError && UNACCEPTABLE.has(cause.code ?? '')) ||
    isRefusal(cause);
  return new DomainError(refused ? 'login.provider.refused' : 'login.provider.unavailable', { cause });
}

/** A failed call lies within the error that the strategy makes of it. */
function isRefusal(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return REFUSALS.has(cause.name) || ('oauthError' in cause && isRefusal(cause.oauthError));
}
