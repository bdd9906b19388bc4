import type { OperationOutcome } from 'fhir/r4.js';
import type { ImportIssue } from '../bundle/import-issue.js';
import { operationOutcome, type OutcomeIssue } from './operation-outcome.js';

/** What an import could not take, as FHIR says such things. */
export function importOutcome(issues: readonly ImportIssue[]): OperationOutcome {
  const [first, ...others] = issues.map(asOutcome);
  if (first === undefined)
    return operationOutcome([{ severity: 'information', code: 'informational', text: 'Everything was taken.' }]);
  return operationOutcome([first, ...others]);
}

function asOutcome({ kind, entry, path, reason }: ImportIssue): OutcomeIssue {
  return {
    severity: kind === 'refused' ? 'error' : 'warning',
    code: kind === 'refused' ? 'not-supported' : 'incomplete',
    text: reason,
    expression: entry < 0 || path.startsWith('Bundle') ? path : `Bundle.entry[${entry}].resource${elementOf(path)}`,
  };
}

function elementOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? '' : path.slice(dot);
}
