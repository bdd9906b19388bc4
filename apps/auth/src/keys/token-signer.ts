import { SignJWT, type JWTPayload } from 'jose';
import type { KeyRing } from './key-ring.js';

/** Signs what this server says, with the key that is active at that moment. */
export class TokenSigner {
  constructor(
    private readonly ring: KeyRing,
    readonly issuer: string,
  ) {}

  /** `typ` keeps kinds of token apart (RFC 8725 §3.11): only `at+jwt` opens a door. */
  async sign(typ: 'at+jwt' | 'caregate-assertion+jwt', claims: JWTPayload): Promise<string> {
    const { kid, privateKey } = this.ring.active;
    return new SignJWT({ ...claims, iss: this.issuer }).setProtectedHeader({ alg: 'RS256', typ, kid }).sign(privateKey);
  }
}
