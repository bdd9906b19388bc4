import type { CatalogueEntry } from '../error-kind.js';

export const bridgeErrors = {
  'bridge.session.unknown': { kind: 'not-found', publicMessage: 'No session has this id; initialize again.' },
} as const satisfies Record<string, CatalogueEntry>;
