import { DomainError, type ErrorCode } from '@caregate/core-errors';
import type { Problem } from '@caregate/core-contracts';

export type RequestIssue = NonNullable<Problem['issues']>[number];

/** A request that its schema refuses, with the places where it does. */
export class RequestInvalid extends DomainError {
  constructor(
    readonly issues: readonly RequestIssue[],
    code: ErrorCode = 'request.invalid',
  ) {
    super(code, { detail: { issues: issues.length } });
  }
}
