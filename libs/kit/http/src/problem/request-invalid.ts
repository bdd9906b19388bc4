import { DomainError } from '@caregate/core-errors';
import type { Problem } from '@caregate/core-contracts';

export type RequestIssue = NonNullable<Problem['issues']>[number];

/** A request that its schema refuses, with the places where it does. */
export class RequestInvalid extends DomainError {
  constructor(readonly issues: readonly RequestIssue[]) {
    super('request.invalid', { detail: { issues: issues.length } });
  }
}
