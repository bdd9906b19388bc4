import { sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWTPayload } from 'jose';
import { jwtPart } from './jwt-part.js';
import type { KeyRing } from './key-ring.js';

const signAside = promisify(sign);

/** Signs what this server says, with the key that is active at that moment. */
export class TokenSigner {
  constructor(
    private readonly ring: Pick<KeyRing, 'active'>,
    readonly issuer: string,
  ) {}

  /**
   * `typ` keeps access tokens apart from all else that is signed with the key (RFC 9068 §2.1). OpenSSL signs in a thread
   * of its own (RFC 7518 §3.3), so that whoever else is served here does not wait for it.
   */
  async signAccessToken(claims: JWTPayload): Promise<string> {
    const { kid, privateKey } = this.ring.active;
    const input = `${jwtPart({ alg: 'RS256', typ: 'at+jwt', kid })}.${jwtPart({ ...claims, iss: this.issuer })}`;
    const signature = await signAside('sha256', Buffer.from(input, 'latin1'), privateKey);
    return `${input}.${signature.toString('base64url')}`;
  }
}
