import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { joseSignature } from './jose-signature.js';

const SIGNATURES = 2_000;

/** SEQUENCE { r, s } of small numbers, each as short as DER wants it. */
function der(r: readonly number[], s: readonly number[]): Buffer {
  return Buffer.from([0x30, r.length + s.length + 4, 0x02, r.length, ...r, 0x02, s.length, ...s]);
}

describe('an ES256 signature in the form of JOSE', () => {
  it('verifies for every length that its numbers may have', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const lengths = new Set<number>();
    for (let index = 0; index < SIGNATURES; index += 1) {
      const data = Buffer.from(`message ${index}`);
      const written = sign('sha256', data, privateKey);
      lengths.add(written.length);
      const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify('sha256', data, key, joseSignature(written))).toBe(true);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });

  it('fills short numbers up, and drops the zero before high ones', () => {
    const high = [0x00, 0x80, ...Array.from({ length: 31 }, () => 0x11)];
    const signature = joseSignature(der([0x07], high));
    expect([...signature.subarray(0, 32)]).toEqual([...Array.from({ length: 31 }, () => 0), 0x07]);
    expect([...signature.subarray(32)]).toEqual(high.slice(1));
  });
});
