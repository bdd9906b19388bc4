import type { CatalogueEntry } from '../error-kind.js';

export const tokenErrors = {
  'token.absent': { kind: 'unauthenticated', publicMessage: 'An access token is needed.' },
  'token.malformed': {
    kind: 'unauthenticated',
    publicMessage: 'The access token is not one that this service accepts.',
  },
  'token.signature.invalid': { kind: 'unauthenticated', publicMessage: 'The access token is invalid or expired.' },
  'token.expired': { kind: 'unauthenticated', publicMessage: 'The access token has expired.' },
  'token.not_yet_valid': {
    kind: 'unauthenticated',
    publicMessage: 'The access token is not valid yet, or a clock is wrong.',
  },
  'token.issuer.unknown': { kind: 'unauthenticated', publicMessage: 'The access token is invalid or expired.' },
  'token.audience.mismatch': {
    kind: 'unauthenticated',
    publicMessage: 'The access token was issued for another service.',
  },
  'token.revoked': { kind: 'unauthenticated', publicMessage: 'The access token has been revoked.' },
  'token.key.invalid': { kind: 'unauthenticated', publicMessage: 'The API key is invalid or expired.' },
  'token.keys.unavailable': {
    kind: 'unavailable',
    publicMessage: 'Tokens cannot be verified at the moment. Try again shortly.',
  },
} as const satisfies Record<string, CatalogueEntry>;
