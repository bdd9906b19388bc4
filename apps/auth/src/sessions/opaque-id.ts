import { createHash, randomBytes } from 'node:crypto';

const FORM = /^[\w-]{43}$/u;

/** 256 random bits in base64url: nothing to guess and nothing to read out of it. */
export function newOpaqueId(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of it: whoever reads the table cannot come in with what is there. */
export function opaqueIdHash(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

export function isOpaqueId(value: string | undefined): value is string {
  return value !== undefined && FORM.test(value);
}
