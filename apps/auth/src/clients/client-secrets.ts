import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Secrets that we make ourselves have 384 bits, so a keyed hash is enough and a slow one would only slow us down
 * (NIST SP 800-63B §5.1.1.2 is about what people remember). The pepper stays out of the database.
 */
export class ClientSecrets {
  constructor(private readonly pepper: string) {}

  create(): string {
    return randomBytes(48).toString('base64url');
  }

  hash(secret: string): Buffer {
    return createHmac('sha256', this.pepper).update(secret).digest();
  }

  matches(given: string, kept: Buffer): boolean {
    const hash = this.hash(given);
    return hash.length === kept.length && timingSafeEqual(hash, kept);
  }
}
