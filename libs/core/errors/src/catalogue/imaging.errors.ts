import type { CatalogueEntry } from '../error-kind.js';

export const imagingErrors = {
  'imaging.patient.not_found': { kind: 'not-found', publicMessage: 'No patient has this MRN.' },
  'imaging.archive.unavailable': {
    kind: 'unavailable',
    publicMessage: 'The image archive cannot be reached at the moment. Try again shortly.',
  },
} as const satisfies Record<string, CatalogueEntry>;
