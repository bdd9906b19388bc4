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

/** Whether the provider said no (or something we must not believe), or could not be asked at all. */
export function providerFailure(cause: unknown): DomainError {
  const refused =
    cause instanceof AuthorizationResponseError ||
    (cause instanceof ResponseBodyError && cause.status < 500) ||
    (cause instanceof ClientError && UNACCEPTABLE.has(cause.code ?? ''));
  return new DomainError(refused ? 'login.provider.refused' : 'login.provider.unavailable', { cause });
}
