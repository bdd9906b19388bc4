import type { ErrorKind } from '@caregate/core-errors';

/** The one place where the domain's kinds of error become statuses (RFC 9110 §15). */
const statuses: Readonly<Record<ErrorKind, number>> = {
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

export function statusOfKind(kind: ErrorKind): number {
  return statuses[kind];
}
