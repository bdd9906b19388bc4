import { DomainError, type ErrorCode } from '@caregate/core-errors';
import { isDatabaseAway, isTextRefused } from '@caregate/data-models/failures';

/** Errors of Nest, Fastify and body-parser say what they mean by a status only; these are the ones a caller can cause. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'request.invalid',
  401: 'token.absent',
  403: 'access.refused',
  404: 'request.not_found',
  405: 'request.not_found',
  408: 'service.timeout',
  409: 'request.conflict',
  413: 'request.too_large',
  414: 'request.too_large',
  415: 'request.media_type_unsupported',
  429: 'request.too_many',
  431: 'request.too_large',
  503: 'service.unavailable',
  504: 'service.timeout',
};

/**
 * Whatever was thrown, as an error of the catalogue. What nobody foresaw is internal, never the caller's fault,
 * and an internal error of the domain (a broken configuration, say) is nobody's business outside either. A database that
 * cannot be asked at the moment is a reason to come again, and a text that it cannot hold is the caller's.
 */
export function foreseen(thrown: unknown): DomainError {
  if (thrown instanceof DomainError && thrown.kind !== 'internal') return thrown;
  if (isDatabaseAway(thrown)) return new DomainError('service.unavailable', { cause: thrown });
  if (isTextRefused(thrown)) return new DomainError('request.invalid', { cause: thrown });
  const code = thrown instanceof DomainError ? undefined : codeOfStatus[statusOf(thrown)];
  return new DomainError(code ?? 'service.internal', { cause: thrown });
}

function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null) return 0;
  if ('getStatus' in thrown && typeof thrown.getStatus === 'function') return Number(thrown.getStatus());
  return 'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : 0;
}
