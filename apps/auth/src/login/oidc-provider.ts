import { allowInsecureRequests, ClientSecretPost, discovery, enableNonRepudiationChecks, None } from 'openid-client';
import { isInDomains, verifiedEmailOf } from '../users/verified-email.js';
import { BoundOidcStrategy } from './bound-oidc.strategy.js';
import type { IdentityProviderConfig } from './identity-provider.config.js';
import type { IdentityProvider } from './identity-provider.js';
import type { ProviderClaims } from './provider-claims.js';

const TIMEOUT_SECONDS = 5;

/** Any provider that keeps to OpenID Connect, as the configuration describes it. */
export class OidcProvider implements IdentityProvider {
  readonly name: string;
  readonly title: string;
  readonly trustRoleClaim: boolean;

  constructor(
    private readonly config: IdentityProviderConfig,
    private readonly publicUrl: string,
  ) {
    this.name = config.name;
    this.title = config.title;
    this.trustRoleClaim = config.trustRoleClaim;
  }

  admits(claims: ProviderClaims): boolean {
    const { emailDomains } = this.config;
    return emailDomains === undefined || isInDomains(verifiedEmailOf(claims), emailDomains);
  }

  async strategy(): Promise<BoundOidcStrategy> {
    const { issuer, clientId, clientSecret, name, scope } = this.config;
    const authentication = clientSecret === undefined ? None() : ClientSecretPost(clientSecret);
    const insecure = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
    const config = await discovery(new URL(issuer), clientId, clientSecret, authentication, {
      timeout: TIMEOUT_SECONDS,
      execute: [...insecure, enableNonRepudiationChecks],
    });
    config.timeout = TIMEOUT_SECONDS;
    return new BoundOidcStrategy({ config, callbackUrl: `${this.publicUrl}/auth/${name}/callback`, scope });
  }
}
