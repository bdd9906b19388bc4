import type { OutcomeIssue } from '../outcome/operation-outcome.js';

/** An error where handling is strict, else what is said beside the results (FHIR R4 search.html#errors). */
export function unknownParameter(name: string, severity: 'error' | 'warning'): OutcomeIssue {
  const printable = name.replaceAll(/[^\w.:-]/g, '?').slice(0, 60);
  const consequence = severity === 'warning' ? ' and was ignored' : '';
  return {
    severity,
    code: 'not-supported',
    text: `The search parameter ${printable} is not supported${consequence}.`,
  };
}
