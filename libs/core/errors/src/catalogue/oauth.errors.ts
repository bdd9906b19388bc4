import type { CatalogueEntry } from '../error-kind.js';

export const oauthErrors = {
  'oauth.client.unknown': { kind: 'unauthenticated', publicMessage: 'Invalid client credentials' },
  'oauth.interaction.expired': {
    kind: 'invalid',
    publicMessage: 'This sign-in has expired. Start again from the application.',
  },
  'oauth.device.code_unknown': { kind: 'not-found', publicMessage: 'No device waits with this code.' },
  'oauth.grant.unknown': { kind: 'not-found', publicMessage: 'There is no such grant.' },
  'oauth.client.not_found': { kind: 'not-found', publicMessage: 'There is no such client.' },
  'oauth.client.exists': { kind: 'conflict', publicMessage: 'There is a client with this id already.' },
  'oauth.backup.unreadable': { kind: 'invalid', publicMessage: 'This is no backup of clients, or not a whole one.' },
  'session.absent': { kind: 'unauthenticated', publicMessage: 'Sign in first.' },
  'session.expired': { kind: 'unauthenticated', publicMessage: 'Your session has ended. Sign in again.' },
  'session.csrf.refused': { kind: 'forbidden', publicMessage: 'The request did not come from our own page.' },
  'login.state.refused': {
    kind: 'forbidden',
    publicMessage: 'This sign-in was not started in this browser, or has expired.',
  },
  'login.provider.refused': {
    kind: 'unauthenticated',
    publicMessage: 'The identity provider did not confirm the sign-in.',
  },
  'login.provider.unavailable': {
    kind: 'unavailable',
    publicMessage: 'The identity provider cannot be reached at the moment.',
  },
  'login.provider.unknown': { kind: 'not-found', publicMessage: 'There is no identity provider of this name.' },
  'login.user.inactive': { kind: 'forbidden', publicMessage: 'This account is not active.' },
  'login.user.not_admitted': {
    kind: 'forbidden',
    publicMessage: 'This account is not among those that may sign in here.',
  },
  'login.return.refused': { kind: 'invalid', publicMessage: 'A sign-in may not return to this address.' },
} as const satisfies Record<string, CatalogueEntry>;
