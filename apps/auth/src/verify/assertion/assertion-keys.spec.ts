import { createLocalJWKSet, SignJWT, jwtVerify } from 'jose';
import { assertionKey } from './assertion-key.js';
import { AssertionKeys } from './assertion-keys.js';

const secret = 'a key encryption secret of specs, long enough';
const ringOf = (active: string, ...others: string[]) => ({
  active: { kid: active, privateKey: assertionKey(secret, active).privateKey },
  jwks: { keys: [active, ...others].map((kid) => ({ kty: 'RSA', kid })) },
});

describe('the keys of assertions', () => {
  it('are the same in every process that has the secret, and different for each signing key and each secret', () => {
    const { x } = assertionKey(secret, 'key-1').publicJwk;
    expect(assertionKey(secret, 'key-1').publicJwk.x).toBe(x);
    expect(assertionKey(secret, 'key-2').publicJwk.x).not.toBe(x);
    expect(assertionKey(`${secret}!`, 'key-1').publicJwk.x).not.toBe(x);
  });

  it('fit together: what one half signs the other verifies, whatever the key', async () => {
    for (let number = 0; number < 20; number += 1) {
      const { kid, privateKey, publicJwk } = assertionKey(secret, `key-${number}`);
      const jwt = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
      await expect(jwtVerify(jwt, createLocalJWKSet({ keys: [publicJwk] }))).resolves.toMatchObject({
        protectedHeader: { alg: 'ES256', kid },
      });
    }
  });

  it('are published as long as the signing keys beside them, the next one before it signs, and in public halves only', () => {
    const keys = new AssertionKeys(ringOf('now', 'next', 'before'), secret);
    expect(keys.active.kid).toBe('now-assertion');
    expect(keys.jwks.keys.map(({ kid }) => kid)).toEqual(['now-assertion', 'next-assertion', 'before-assertion']);
    expect(new AssertionKeys(ringOf('next'), secret).active.publicJwk).toEqual(keys.jwks.keys[1]);
    for (const key of keys.jwks.keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});
