import type { CatalogueEntry } from '../error-kind.js';

export const imagingErrors = {
  'imaging.patient.not_found': { kind: 'not-found', publicMessage: 'No patient has this MRN.' },
} as const satisfies Record<string, CatalogueEntry>;
