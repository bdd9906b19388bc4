import type { CatalogueEntry } from '../error-kind.js';

export const userErrors = {
  'user.not_found': { kind: 'not-found', publicMessage: 'No user has this id.' },
} as const satisfies Record<string, CatalogueEntry>;
