import { verifiedEmailOf } from '../../../users/verified-email.js';
import type { IdentityProvider } from '../../identity-provider.js';
import type { ProviderClaims } from '../../provider-claims.js';
import { boundedExchange } from '../bounded-exchange.js';
import { admitsAll, type SocialProviderConfig } from '../social-provider.config.js';

/** Accounts of GitHub, or of an Enterprise Server (feature A03). */
export class GithubProvider implements IdentityProvider {
  readonly name = 'github';
  readonly title = 'GitHub';
  readonly trustRoleClaim = false;

  constructor(
    private readonly config: SocialProviderConfig,
    private readonly publicUrl: string,
  ) {}

  /** GitHub takes logins that differ in case only for the same. */
  admits(claims: ProviderClaims): boolean {
    const { preferred_username: login } = claims;
    if (verifiedEmailOf(claims) === undefined || typeof login !== 'string') return false;
    return admitsAll(this.config) || this.config.admitted.includes(login.toLowerCase());
  }

  async strategy() {
    const { clientId, clientSecret, url, timeoutSeconds } = this.config;
    // Loaded when somebody comes: an installation without GitHub does without its library.
    const { GithubStrategy } = await import('./github.strategy.js');
    const exchange = boundedExchange(timeoutSeconds);
    const callbackUrl = `${this.publicUrl}/auth/${this.name}/callback`;
    const issuer = url ?? 'https://github.com';
    const apiUrl = url === undefined ? 'https://api.github.com' : `${url}/api/v3`;
    return new GithubStrategy({ issuer, apiUrl, clientId, clientSecret, callbackUrl, exchange });
  }
}
