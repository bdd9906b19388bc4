import { DomainError, type ErrorCode, type ErrorKind } from '@caregate/core-errors';
import { operationOutcome, SearchRefused, type OutcomeIssue } from '@caregate/core-fhir';
import { foreseen, httpStatusOf } from '@caregate/kit-http';
import type { OperationOutcome } from 'fhir/r4.js';

/** FHIR R4 issue-type of each kind of error. */
const issueTypes: Readonly<Record<ErrorKind, OutcomeIssue['code']>> = {
  invalid: 'invalid',
  unauthenticated: 'login',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  conflict: 'conflict',
  'too-large': 'too-long',
  'too-many': 'throttled',
  unavailable: 'transient',
  timeout: 'timeout',
  internal: 'exception',
};

/** Where FHIR R4 is more exact than the kind. */
const issueTypesOfCodes: Readonly<Partial<Record<ErrorCode, OutcomeIssue['code']>>> = {
  'request.media_type_unsupported': 'not-supported',
  'token.expired': 'expired',
};

/** An error of the catalogue for whatever was thrown; a search that was refused is an invalid request. */
export function fhirError(thrown: unknown): DomainError {
  return thrown instanceof SearchRefused ? new DomainError('request.invalid', { cause: thrown }) : foreseen(thrown);
}

export function statusOf(error: DomainError): number {
  return httpStatusOf(error);
}

/** FHIR R4 http.html#2.21.0.4: errors carry an OperationOutcome. */
export function outcomeOf(error: DomainError, requestId: string): OperationOutcome {
  if (error.cause instanceof SearchRefused) return error.cause.outcome;
  const outcome = operationOutcome([
    {
      severity: error.kind === 'internal' ? 'fatal' : 'error',
      code: issueTypesOfCodes[error.code] ?? issueTypes[error.kind],
      text: error.publicMessage,
    },
  ]);
  if (error.kind !== 'internal') return outcome;
  return { ...outcome, issue: outcome.issue.map((issue) => ({ ...issue, diagnostics: `error id ${requestId}` })) };
}
