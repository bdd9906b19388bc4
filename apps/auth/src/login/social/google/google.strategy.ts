import { decodeJwt } from 'jose';
import { Strategy, type Profile, type VerifyCallback } from 'passport-google-oauth20';
import { newOpaqueId } from '../../../sessions/opaque-id.js';
import { strategySessionKey, type KeptSignOn } from '../../kept-sign-on.js';
import type { Exchange } from '../bounded-exchange.js';
import { guardOAuth2 } from '../guarded-oauth2.js';
import { sessionStateStore } from '../session-state-store.js';

export interface GoogleStrategyOptions {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Must end in `/userinfo`: by that the library tells which form the answer has. */
  readonly userinfoUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
  readonly exchange: Exchange;
}

type Request = Parameters<Strategy['authenticate']>[0] & { readonly session: Record<string, unknown> };

/** The strategy of Google with PKCE, a nonce that the ID token must repeat, and bounded calls. */
export class GoogleStrategy extends Strategy {
  constructor(options: GoogleStrategyOptions) {
    super(
      {
        authorizationURL: options.authorizationUrl,
        tokenURL: options.tokenUrl,
        userProfileURL: options.userinfoUrl,
        clientID: options.clientId,
        clientSecret: options.clientSecret,
        callbackURL: options.callbackUrl,
        scope: ['openid', 'email', 'profile'],
        pkce: true,
        // Untyped on purpose: the types of the library know no store that keeps a PKCE verifier.
        store: sessionStateStore as never,
        passReqToCallback: true,
      },
      // oxlint-disable-next-line max-params -- The library counts the parameters to know what to pass.
      (
        request: unknown,
        _token: string,
        _refreshToken: string,
        results: { id_token?: unknown },
        profile: Profile,
        verified: VerifyCallback,
      ) => {
        const { nonce } = keptOf(request as Request);
        const claims = { ...profile._json };
        const holds = isOurs(results.id_token, claims.sub, { ...options, nonce });
        verified(null, holds ? { ...claims, iss: options.issuer } : false);
      },
    );
    guardOAuth2(this._oauth2, options.exchange);
  }

  override authenticate(request: Request, options: object = {}): void {
    const kept = keptOf(request);
    const nonce = kept.nonce ?? newOpaqueId();
    request.session[strategySessionKey] = { ...kept, nonce };
    super.authenticate(request, { ...options, nonce });
  }

  /** Google refuses `prompt=login`; to choose the account anew is as near as it comes. */
  override authorizationParams({ nonce, prompt }: { nonce?: string; prompt?: string }): object {
    return { nonce, ...(prompt === undefined ? {} : { prompt: 'select_account' }) };
  }
}

function keptOf({ session }: Request): Partial<KeptSignOn> {
  return { ...(session[strategySessionKey] as Partial<KeptSignOn> | undefined) };
}

interface Expected {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string | undefined;
}

/** OpenID Connect Core §3.1.3.7: it came from the token endpoint itself, so that TLS stands in for its signature (6). */
function isOurs(idToken: unknown, subject: string, { issuer, clientId, nonce }: Expected): boolean {
  if (typeof idToken !== 'string') return false;
  try {
    const { iss, aud, exp = 0, sub, nonce: given } = decodeJwt(idToken);
    const isFor = iss === issuer && aud === clientId && exp > Date.now() / 1000;
    return isFor && sub === subject && typeof given === 'string' && given === nonce;
  } catch {
    // Not a token at all.
    return false;
  }
}
