import { createECDH, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';

export interface AssertionKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JWK;
}

const CURVE_ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** FIPS 186-5 §A.2.1: 64 bits more than the order has, so that no value is likelier than another. */
const SEED_BYTES = 40;

/**
 * A P-256 key for the assertions of `/verify`, one beside each signing key: made of the secret that seals those, so that
 * every process has the same without another row to keep. RS256 takes thirty times as long to sign, and a key of its own
 * is one that no verifier of access tokens knows.
 */
export function assertionKey(secret: string, signingKeyId: string): AssertionKey {
  const seed = hkdfSync('sha256', secret, '', `caregate forward-auth assertion v1 ${signingKeyId}`, SEED_BYTES);
  const scalar = (BigInt(`0x${Buffer.from(seed).toString('hex')}`) % (CURVE_ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  // SEC 1 §2.3.3: 04, then both coordinates.
  const point = curve.getPublicKey();
  const coordinates = { x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const kid = `${signingKeyId}-assertion`;
  const key = { kty: 'EC', crv: 'P-256', ...coordinates };
  return {
    kid,
    privateKey: createPrivateKey({ key: { ...key, d: d.toString('base64url') }, format: 'jwk' }),
    publicJwk: { ...key, kid, alg: 'ES256', use: 'sig' },
  };
}
