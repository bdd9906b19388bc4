import { DomainError, type ErrorCode } from '@caregate/core-errors';

/** Names of the service model, and of what signing and the credential chain throw. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ResourceNotFoundException: 'imaging.resource.not_found',
  ValidationException: 'imaging.request.refused',
  BadRequestException: 'imaging.request.refused',
  NotAcceptableException: 'imaging.frame.undecodable',
  ThrottlingException: 'imaging.archive.throttled',
  ServiceQuotaExceededException: 'imaging.archive.throttled',
  AccessDeniedException: 'imaging.archive.unauthorized',
  UnrecognizedClientException: 'imaging.archive.unauthorized',
  InvalidSignatureException: 'imaging.archive.unauthorized',
  ExpiredTokenException: 'imaging.archive.unauthorized',
  InvalidClientTokenId: 'imaging.archive.unauthorized',
  MissingAuthenticationTokenException: 'imaging.archive.unauthorized',
  IncompleteSignature: 'imaging.archive.unauthorized',
  CredentialsProviderError: 'imaging.archive.unauthorized',
  TokenProviderError: 'imaging.archive.unauthorized',
  InternalServerException: 'imaging.archive.unavailable',
  ConflictException: 'request.conflict',
};

/** The service's own words stay in the log: they may quote what was asked for. */
export function healthImagingError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  const name = thrown instanceof Error ? thrown.name : 'unknown';
  return new DomainError(CODES[name] ?? 'imaging.archive.unavailable', { detail: { fault: name }, cause: thrown });
}
