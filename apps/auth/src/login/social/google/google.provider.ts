import { verifiedEmailOf } from '../../../users/verified-email.js';
import type { IdentityProvider } from '../../identity-provider.js';
import type { ProviderClaims } from '../../provider-claims.js';
import { boundedExchange } from '../bounded-exchange.js';
import { admitsAll, type SocialProviderConfig } from '../social-provider.config.js';

/** Accounts of Google: private ones, and those of organisations, which Google marks with `hd`. */
export class GoogleProvider implements IdentityProvider {
  readonly name = 'google';
  readonly title = 'Google';
  readonly trustRoleClaim = false;

  constructor(
    private readonly config: SocialProviderConfig,
    private readonly publicUrl: string,
  ) {}

  /**
   * Anybody may open a private account with an address of any domain, so only `hd` says that somebody belongs to an
   * organisation; for gmail.com Google itself is the organisation.
   */
  admits(claims: ProviderClaims): boolean {
    const email = verifiedEmailOf(claims);
    if (email === undefined) return false;
    const { hd = email.endsWith('@gmail.com') ? 'gmail.com' : undefined } = claims;
    return admitsAll(this.config) || (typeof hd === 'string' && this.config.admitted.includes(hd.toLowerCase()));
  }

  async strategy() {
    const { clientId, clientSecret, url, timeoutSeconds } = this.config;
    // Loaded when somebody comes: an installation without Google does without its library.
    const { GoogleStrategy } = await import('./google.strategy.js');
    const exchange = boundedExchange(timeoutSeconds);
    const callbackUrl = `${this.publicUrl}/auth/${this.name}/callback`;
    return new GoogleStrategy({ clientId, clientSecret, callbackUrl, exchange, ...placesOf(url) });
  }
}

function placesOf(base: string | undefined) {
  return {
    issuer: base ?? 'https://accounts.google.com',
    authorizationUrl: `${base ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
    tokenUrl: `${base ?? 'https://oauth2.googleapis.com'}/token`,
    userinfoUrl: `${base ?? 'https://openidconnect.googleapis.com'}/v1/userinfo`,
  };
}
