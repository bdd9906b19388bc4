import { randomNonce, randomState, type Configuration, type TokenEndpointResponse } from 'openid-client';
import { Strategy, type AuthenticateOptions } from 'openid-client/passport';
import { strategySessionKey } from './kept-sign-on.js';
import type { ProviderClaims } from './provider-claims.js';

export interface BoundOidcOptions {
  readonly config: Configuration;
  readonly callbackUrl: string;
  readonly scope: string;
  /** What else goes into the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Who the claims of a good ID token are to us; `false` refuses them. */
  readonly claimsOf?: (tokens: TokenEndpointResponse, claims: ProviderClaims) => object | false;
}

/** The OIDC strategy with state and nonce besides PKCE, whatever the provider supports (RFC 9700 §2.1.1, §4.7). */
export class BoundOidcStrategy extends Strategy {
  private readonly callback: string;
  private readonly parameters: Readonly<Record<string, string>>;

  constructor(options: BoundOidcOptions) {
    const { config, callbackUrl, scope, parameters = {}, claimsOf = (_tokens, claims) => claims } = options;
    super({ config, callbackURL: callbackUrl, scope, sessionKey: strategySessionKey }, (tokens, verified) => {
      const claims = tokens.claims();
      verified(null, claims !== undefined && claimsOf(tokens, { ...claims }));
    });
    this.callback = callbackUrl;
    this.parameters = parameters;
  }

  override authorizationRequestParams<O extends AuthenticateOptions>(
    request: Parameters<Strategy['authorizationRequestParams']>[0],
    options: O,
  ): URLSearchParams {
    const parameters = new URLSearchParams(super.authorizationRequestParams(request, options));
    parameters.set('state', randomState());
    parameters.set('nonce', randomNonce());
    for (const [name, value] of Object.entries(this.parameters)) parameters.set(name, value);
    return parameters;
  }

  /** Only the query comes from the request; under which address we are asked is configuration, never a header. */
  override currentUrl({ url }: Parameters<Strategy['currentUrl']>[0]): URL {
    return new URL(new URL(url, this.callback).search, this.callback);
  }
}
