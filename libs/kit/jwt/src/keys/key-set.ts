import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** RFC 7517 §5; loose, since the set may hold members and keys that are none of our business. */
const keySetDocument = z.looseObject({ keys: z.array(z.unknown()).max(100) });

/** RFC 7518 §6.3.1. */
const signingKey = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.base64url(),
  e: z.base64url(),
  use: z.literal('sig').optional(),
  alg: z.literal('RS256').optional(),
});

/** RS256 is not allowed with less (RFC 7518 §3.3). */
const modulusBitsMin = 2048;

/** Keys by id. Keys of other types or uses are passed over, as RFC 7517 §5 asks. */
export function keySetOf(document: unknown): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const candidate of keySetDocument.parse(document).keys) {
    const parsed = signingKey.safeParse(candidate);
    if (!parsed.success) continue;
    const { kid, n, e } = parsed.data;
    if (keys.has(kid)) throw new Error(`Two keys of the set have the id ${JSON.stringify(kid)}.`);
    const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) >= modulusBitsMin) keys.set(kid, key);
  }
  return keys;
}
