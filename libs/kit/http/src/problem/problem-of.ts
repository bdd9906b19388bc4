import type { Problem } from '@caregate/core-contracts';
import { errorCatalogue, type DomainError } from '@caregate/core-errors';
import { httpStatusOf } from './http-status.js';
import { RequestInvalid } from './request-invalid.js';

/** A client that sends thousands of faults learns of the first ones. */
const ISSUES_MAX = 50;

/** RFC 9457 §3.1: `title` belongs to the kind of problem, `detail` to this occurrence. */
export function problemOf(error: DomainError, requestId: string): Problem {
  return {
    type: `urn:caregate:error:${error.code}`,
    title: errorCatalogue[error.code].publicMessage,
    status: httpStatusOf(error),
    code: error.code,
    detail: error.publicMessage,
    requestId,
    ...(error instanceof RequestInvalid && { issues: error.issues.slice(0, ISSUES_MAX) }),
  };
}
