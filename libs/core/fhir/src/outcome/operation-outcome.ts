import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';

export interface OutcomeIssue {
  readonly severity: OperationOutcomeIssue['severity'];
  /** FHIR R4 issue-type. */
  readonly code: OperationOutcomeIssue['code'];
  /** In words fit for strangers. */
  readonly text: string;
  readonly expression?: string;
}

/** FHIR R4 requires at least one issue. */
export function operationOutcome(issues: readonly [OutcomeIssue, ...OutcomeIssue[]]): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ severity, code, text, expression }) => ({
      severity,
      code,
      details: { text },
      ...(expression !== undefined && { expression: [expression] }),
    })),
  };
}
