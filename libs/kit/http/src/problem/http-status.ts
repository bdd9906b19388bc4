import type { DomainError, ErrorCode, ErrorKind } from '@caregate/core-errors';

/** The one place where the domain's kinds of error become statuses (RFC 9110 §15). */
const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
  timeout: 504,
};

/** HTTP knows a few faults better than the domain does. */
const statusOfCode: Partial<Record<ErrorCode, number>> = {
  'request.media_type_unsupported': 415,
  // What clients of the gateway before this one know of users: RFC 9110 §15.5.21, and 400 where 409 says more.
  'user.invalid': 422,
  'user.email.taken': 400,
};

export function httpStatusOf({ code, kind }: Pick<DomainError, 'code' | 'kind'>): number {
  return statusOfCode[code] ?? statusOfKind[kind];
}
