import type { DomainError, ErrorCode } from '@caregate/core-errors';
import { statusOfKind } from './status-of-kind.js';

/** HTTP knows a few faults better than the domain does. */
const statusOfCode: Partial<Record<ErrorCode, number>> = {
  'request.media_type_unsupported': 415,
  // What clients of the gateway before this one know of users: RFC 9110 §15.5.21, and 400 where 409 says more.
  'user.invalid': 422,
  'user.email.taken': 400,
};

export function httpStatusOf({ code, kind }: Pick<DomainError, 'code' | 'kind'>): number {
  return statusOfCode[code] ?? statusOfKind(kind);
}
