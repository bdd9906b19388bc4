import type { CatalogueEntry } from '../error-kind.js';

export const ehrErrors = {
  'ehr.patient.not_found': { kind: 'not-found', publicMessage: 'No patient has this MRN.' },
  'ehr.vitals.empty': { kind: 'invalid', publicMessage: 'At least one measurement is needed.' },
  'ehr.vitals.implausible': {
    kind: 'invalid',
    publicMessage: 'A measurement lies outside what is physiologically possible.',
  },
  'mcp.tool.unknown': { kind: 'not-found', publicMessage: 'No tool has this name.' },
  'mcp.idempotency.mismatch': {
    kind: 'conflict',
    publicMessage: 'This idempotency key was used before with other arguments.',
  },
} as const satisfies Record<string, CatalogueEntry>;
