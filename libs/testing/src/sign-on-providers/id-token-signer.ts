import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';

/** The signing keys of one provider, and what a spec makes it sign wrongly. */
export class IdTokenSigner {
  // Made when first asked for: an RSA key takes a tenth of a second, and most specs walk one provider's honest way.
  private made?: SigningKey;
  private stranger?: SigningKey;
  /** Changes the claims of every ID token, as a hostile or broken provider would. */
  alter: (claims: JWTPayload) => Record<string, unknown> = (claims) => ({ ...claims });
  /** Signs with a key that is not published, under the name of the one that is. */
  forge = false;

  /** From now on another key signs, and only that one is published. */
  roll(): void {
    this.made = newKey();
  }

  jwks() {
    const { kid, publicKey } = this.key;
    return { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid, x5t: kid }] };
  }

  async sign(claims: JWTPayload): Promise<string> {
    const header = { alg: 'RS256', typ: 'JWT', kid: this.key.kid };
    const { privateKey } = this.forge ? this.foreign : this.key;
    return new SignJWT(this.alter(claims)).setProtectedHeader(header).sign(privateKey);
  }

  private get key(): SigningKey {
    return (this.made ??= newKey());
  }

  private get foreign(): SigningKey {
    return (this.stranger ??= newKey());
  }
}

interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function newKey(): SigningKey {
  return { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}
