import { createHash } from 'node:crypto';

/** A UID below `2.25` (PS3.5 §B.2): a UUID of version 8 (RFC 9562 §5.8) made of seed and name, written as one integer. */
export function derivedUid(seed: number, name: string): string {
  const bytes = createHash('sha256').update(`caregate ${seed} ${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}
