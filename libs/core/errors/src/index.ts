export { DomainError, type DomainErrorOptions } from './domain-error.js';
export { errorCatalogue, type ErrorCode } from './error-catalogue.js';
export type { ErrorKind } from './error-kind.js';
