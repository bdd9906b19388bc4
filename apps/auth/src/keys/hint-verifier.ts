import { errors as joseErrors, decodeJwt, importJWK, jwtVerify, type JWTVerifyResult } from 'jose';
import type { SigningKeysRepository } from './signing-keys.repository.js';

/**
 * ID tokens as hints of who is meant, long after they have expired (OpenID Connect Core §3.1.2.1): the library knows only the
 * key that signs now. What one of our keys signed in its time is believed for as long as its public half is kept.
 */
export class HintVerifier {
  constructor(
    private readonly issuer: string,
    private readonly keys: Pick<SigningKeysRepository, 'believedAt'>,
  ) {}

  async verify(hint: string, audience: string): Promise<JWTVerifyResult> {
    const issuedAt = new Date((decodeJwt(hint).iat ?? 0) * 1000);
    const keyFor = async ({ kid = '' }: { readonly kid?: string }) => {
      const jwk = await this.keys.believedAt(kid, issuedAt);
      if (jwk === undefined) throw new joseErrors.JWKSNoMatchingKey();
      return importJWK(jwk, 'RS256');
    };
    const { issuer } = this;
    const expected = { issuer, audience, algorithms: ['RS256'], requiredClaims: ['sub', 'iat'] };
    return jwtVerify(hint, keyFor, { ...expected, currentDate: issuedAt });
  }
}
