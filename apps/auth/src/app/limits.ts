import type { Limit } from '@caregate/kit-http';

/**
 * A whole hospital may come from one address, so these are for floods, not for guessing: what could be guessed has 256
 * bits or more. Registration alone leaves something behind, so it is narrow.
 */
export const limits = {
  'oauth-authorize': { requests: 1200, seconds: 60, by: 'address' },
  'oauth-token': { requests: 30_000, seconds: 60, by: 'address' },
  // A door that cannot verify a signature asks about every request that comes through it.
  'oauth-questions': { requests: 600_000, seconds: 60, by: 'address' },
  'oauth-register': { requests: 60, seconds: 60, by: 'address' },
  'oauth-document': { requests: 60, seconds: 60, by: 'address' },
  'oauth-device': { requests: 120, seconds: 60, by: 'address' },
  'device-page': { requests: 300, seconds: 60, by: 'address' },
  // RFC 8628 §5.1: 20^8 codes, and ten tries in ten minutes.
  'device-code': { requests: 10, seconds: 600, by: 'user' },
  'client-tokens': { requests: 30_000, seconds: 60, by: 'client' },
  'user-tokens': { requests: 300, seconds: 60, by: 'user' },
  'client-questions': { requests: 600_000, seconds: 60, by: 'client' },
  everybody: { requests: 12_000, seconds: 60, by: 'address' },
  'each-client': { requests: 6000, seconds: 60, by: 'client' },
  'each-user': { requests: 1200, seconds: 60, by: 'user' },
  login: { requests: 1200, seconds: 60, by: 'address' },
  'token-validate': { requests: 6000, seconds: 60, by: 'address' },
} as const satisfies Record<string, Limit>;

/** Limits of every route that names none itself. */
export const everywhere = ['everybody', 'each-client', 'each-user'] as const;
