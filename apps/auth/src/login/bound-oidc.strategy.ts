import { randomNonce, randomState, type Configuration } from 'openid-client';
import { Strategy, type AuthenticateOptions } from 'openid-client/passport';
import { strategySessionKey } from './kept-sign-on.js';

export interface BoundOidcOptions {
  readonly config: Configuration;
  readonly callbackUrl: string;
  readonly scope: string;
}

/** The OIDC strategy with state and nonce besides PKCE, whatever the provider supports (RFC 9700 §2.1.1, §4.7). */
export class BoundOidcStrategy extends Strategy {
  private readonly callback: string;

  constructor({ config, callbackUrl, scope }: BoundOidcOptions) {
    super({ config, callbackURL: callbackUrl, scope, sessionKey: strategySessionKey }, (tokens, verified) =>
      verified(null, tokens.claims()),
    );
    this.callback = callbackUrl;
  }

  override authorizationRequestParams<O extends AuthenticateOptions>(
    request: Parameters<Strategy['authorizationRequestParams']>[0],
    options: O,
  ): URLSearchParams {
    const parameters = new URLSearchParams(super.authorizationRequestParams(request, options));
    parameters.set('state', randomState());
    parameters.set('nonce', randomNonce());
    return parameters;
  }

  /** Only the query comes from the request; under which address we are asked is configuration, never a header. */
  override currentUrl({ url }: Parameters<Strategy['currentUrl']>[0]): URL {
    return new URL(new URL(url, this.callback).search, this.callback);
  }
}
