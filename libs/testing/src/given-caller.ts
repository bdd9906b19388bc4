import type { Caller } from '@caregate/core-permissions';

/** A doctor with every read scope and a fresh token, unless told otherwise. */
export function givenCaller(overrides: Partial<Caller> = {}): Caller {
  const nowSeconds = Math.floor(Date.now() / 1000);
  return {
    kind: 'user',
    subject: '0199a000-0000-7000-8000-000000000007',
    clientId: 'client-of-specs',
    role: 'doctor',
    scopes: [
      'read:patients',
      'read:appointments',
      'read:medications',
      'read:allergies',
      'read:labs',
      'read:vitals',
      'read:providers',
    ],
    tokenId: 'token-of-specs',
    issuedAtSeconds: nowSeconds,
    expiresAtSeconds: nowSeconds + 900,
    ...overrides,
  };
}
