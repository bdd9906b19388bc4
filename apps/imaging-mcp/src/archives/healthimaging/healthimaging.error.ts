import { MedicalImagingServiceException as ServiceException } from '@aws-sdk/client-medical-imaging';
import { DomainError, type ErrorCode } from '@caregate/core-errors';

/** Names of the service model where the status alone does not say it, and of what the credential chain throws. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ResourceNotFoundException: 'imaging.resource.not_found',
  ValidationException: 'imaging.request.refused',
  BadRequestException: 'imaging.request.refused',
  NotAcceptableException: 'imaging.frame.undecodable',
  ThrottlingException: 'imaging.archive.throttled',
  ServiceQuotaExceededException: 'imaging.archive.throttled',
  ExpiredTokenException: 'imaging.archive.unauthorized',
  CredentialsProviderError: 'imaging.archive.unauthorized',
  TokenProviderError: 'imaging.archive.unauthorized',
  InternalServerException: 'imaging.archive.unavailable',
  ConflictException: 'request.conflict',
};

/** For names that the model does not know: each front of AWS refuses signatures in words of its own. */
const CODES_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'imaging.archive.unauthorized',
  403: 'imaging.archive.unauthorized',
  404: 'imaging.resource.not_found',
  429: 'imaging.archive.throttled',
};

/** The service's own words stay in the log: they may quote what was asked for. */
export function healthImagingError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  const name = thrown instanceof Error ? thrown.name : 'unknown';
  const code = CODES[name] ?? CODES_BY_STATUS[statusOf(thrown) ?? 0] ?? 'imaging.archive.unavailable';
  return new DomainError(code, { detail: { fault: name }, cause: thrown });
}

function statusOf(thrown: unknown): number | undefined {
  return thrown instanceof ServiceException ? thrown.$metadata.httpStatusCode : undefined;
}
