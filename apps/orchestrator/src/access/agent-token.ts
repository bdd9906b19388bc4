import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX = 'cga_';

export function makeAgentToken(): { readonly token: string; readonly hash: Buffer } {
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

export function isAgentToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** 32 random bytes need no slow hash: there is nothing to guess. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
