import { SignJWT, type JWTPayload } from 'jose';
import type { KeyRing } from './key-ring.js';

/** Signs what this server says, with the key that is active at that moment. */
export class TokenSigner {
  constructor(
    private readonly ring: KeyRing,
    readonly issuer: string,
  ) {}

  /** `typ` keeps access tokens apart from all else that is signed with the key (RFC 9068 §2.1). */
  async signAccessToken(claims: JWTPayload): Promise<string> {
    const { kid, privateKey } = this.ring.active;
    const header = { alg: 'RS256', typ: 'at+jwt', kid };
    return new SignJWT({ ...claims, iss: this.issuer }).setProtectedHeader(header).sign(privateKey);
  }
}
