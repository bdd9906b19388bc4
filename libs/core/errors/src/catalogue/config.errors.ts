import type { CatalogueEntry } from '../error-kind.js';

export const configErrors = {
  'config.invalid': { kind: 'internal', publicMessage: 'The configuration is not usable.' },
  'database.schema.behind': { kind: 'unavailable', publicMessage: 'The database schema is older than this program.' },
  'message.invalid': { kind: 'internal', publicMessage: 'A message did not have the shape of its channel.' },
  'messaging.unavailable': {
    kind: 'unavailable',
    publicMessage: 'Other processes cannot be told of this change at the moment. Try again shortly.',
  },
} as const satisfies Record<string, CatalogueEntry>;
