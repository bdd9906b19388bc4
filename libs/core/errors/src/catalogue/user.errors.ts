import type { CatalogueEntry } from '../error-kind.js';

export const userErrors = {
  'user.invalid': { kind: 'invalid', publicMessage: 'These facts of a user do not hold.' },
  'user.not_found': { kind: 'not-found', publicMessage: 'No user has this id.' },
  'user.email.taken': { kind: 'conflict', publicMessage: 'An active user already has this address.' },
  'user.admin.last': {
    kind: 'conflict',
    publicMessage: 'This is the last active administrator. Make somebody else one first.',
  },
  'user.own_account': { kind: 'conflict', publicMessage: 'You cannot deactivate your own account.' },
} as const satisfies Record<string, CatalogueEntry>;
