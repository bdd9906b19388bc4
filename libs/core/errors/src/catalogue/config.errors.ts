import type { CatalogueEntry } from '../error-kind.js';

export const configErrors = {
  'config.invalid': { kind: 'internal', publicMessage: 'The configuration is not usable.' },
  'database.schema.ahead': { kind: 'unavailable', publicMessage: 'The database schema is newer than this program.' },
  'database.schema.behind': { kind: 'unavailable', publicMessage: 'The database schema is older than this program.' },
  'message.invalid': { kind: 'internal', publicMessage: 'A message did not have the shape of its channel.' },
  'messaging.redis.unfit': {
    kind: 'internal',
    publicMessage:
      'REDIS_URL must lead to one Redis server that has the database of this number, neither to Sentinel nor to a Cluster.',
  },
  'messaging.unavailable': {
    kind: 'unavailable',
    publicMessage: 'Other processes cannot be told of this change at the moment. Try again shortly.',
  },
} as const satisfies Record<string, CatalogueEntry>;
