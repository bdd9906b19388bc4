import type { DomainError, ErrorKind } from '@caregate/core-errors';

type ErrorType = 'validation_error' | 'not_found' | 'auth_error' | 'service_error' | 'server_error';

const TYPES: Readonly<Record<ErrorKind, ErrorType>> = {
  invalid: 'validation_error',
  'too-large': 'validation_error',
  'not-found': 'not_found',
  unauthenticated: 'auth_error',
  forbidden: 'auth_error',
  conflict: 'service_error',
  'too-many': 'service_error',
  unavailable: 'service_error',
  timeout: 'service_error',
  internal: 'server_error',
};

/** Programs of older versions look for `error` and `type` in the text of a failed call. */
export function errorFields({ kind, code }: DomainError): { readonly error: true; readonly type: ErrorType } {
  return { error: true, type: code === 'imaging.archive.unauthorized' ? 'auth_error' : TYPES[kind] };
}
