import type { OperationOutcome } from 'fhir/r4.js';
import { operationOutcome, type OutcomeIssue } from '../outcome/operation-outcome.js';

/** Everything that is wrong with a search at once. */
export class SearchRefused extends Error {
  constructor(readonly issues: readonly [OutcomeIssue, ...OutcomeIssue[]]) {
    super(issues.map(({ text }) => text).join(' '));
    this.name = new.target.name;
  }

  get outcome(): OperationOutcome {
    return operationOutcome(this.issues);
  }
}
