import type { Limit } from '@caregate/kit-http';

/**
 * A whole hospital may come from one address, so most are for floods, not for guessing: what could be guessed has 256
 * bits or more. These each process counts by itself where there is no Redis, for the sake of speed. Shared always is
 * what stands before something short enough to guess, leaves something behind, or makes this server go and fetch.
 */
export const limits = {
  'oauth-authorize': { requests: 1200, seconds: 60, by: 'address' },
  'oauth-token': { requests: 30_000, seconds: 60, by: 'address' },
  // A door that cannot verify a signature asks about every request that comes through it.
  'oauth-questions': { requests: 600_000, seconds: 60, by: 'address' },
  'oauth-register': { requests: 60, seconds: 60, by: 'address', shared: true },
  'oauth-document': { requests: 60, seconds: 60, by: 'address', shared: true },
  'oauth-device': { requests: 120, seconds: 60, by: 'address', shared: true },
  'device-page': { requests: 300, seconds: 60, by: 'address', shared: true },
  // RFC 8628 §5.1: 20^8 codes, and ten tries in ten minutes.
  'device-code': { requests: 10, seconds: 600, by: 'user', shared: true },
  'client-tokens': { requests: 30_000, seconds: 60, by: 'client' },
  'user-tokens': { requests: 300, seconds: 60, by: 'user' },
  'client-questions': { requests: 600_000, seconds: 60, by: 'client' },
  everybody: { requests: 12_000, seconds: 60, by: 'address' },
  'each-client': { requests: 6000, seconds: 60, by: 'client' },
  'each-user': { requests: 1200, seconds: 60, by: 'user' },
  // Each try tells whether somebody has a number, so that tries are few, whether or not they open anything.
  'break-glass': { requests: 30, seconds: 3600, by: 'user', shared: true },
  login: { requests: 1200, seconds: 60, by: 'address', shared: true },
  'token-validate': { requests: 6000, seconds: 60, by: 'address' },
} as const satisfies Record<string, Limit>;

/** Limits of every route that names none itself. */
export const everywhere = ['everybody', 'each-client', 'each-user'] as const;
