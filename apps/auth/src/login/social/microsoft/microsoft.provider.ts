import type { IdentityProvider } from '../../identity-provider.js';
import type { ProviderClaims } from '../../provider-claims.js';
import type { PassportStrategy } from '../../strategy-run.js';
import { boundedExchange } from '../bounded-exchange.js';
import { MicrosoftMetadata } from './microsoft-metadata.js';
import { admitsAll, type MicrosoftProviderConfig } from '../social-provider.config.js';

/** Accounts of one directory of Microsoft, or of several that are listed. */
export class MicrosoftProvider implements IdentityProvider {
  readonly name = 'microsoft';
  readonly title = 'Microsoft';
  readonly trustRoleClaim = false;

  constructor(
    private readonly config: MicrosoftProviderConfig,
    private readonly publicUrl: string,
  ) {}

  admits({ tid }: ProviderClaims): boolean {
    return admitsAll(this.config) || (typeof tid === 'string' && this.config.admitted.includes(tid.toLowerCase()));
  }

  async strategy(): Promise<PassportStrategy> {
    const { clientId, clientSecret, url = 'https://login.microsoftonline.com', tenant, responseMode } = this.config;
    const exchange = boundedExchange(this.config.timeoutSeconds);
    const metadataUrl = `${url}/${tenant}/v2.0/.well-known/openid-configuration`;
    const callbackUrl = `${this.publicUrl}/auth/${this.name}/callback`;
    const metadata = new MicrosoftMetadata(metadataUrl, exchange);
    const client = { clientId, clientSecret, callbackUrl, responseMode };
    // Each is loaded when somebody comes: the first library brings much that nobody else needs.
    if (this.config.strategy === 'openid-client') {
      const { MicrosoftOidcStrategy } = await import('./microsoft-oidc.strategy.js');
      return MicrosoftOidcStrategy.prepare({ ...client, metadata, metadataUrl, exchange, tenant });
    }
    const { MicrosoftStrategy } = await import('./microsoft.strategy.js');
    return new MicrosoftStrategy({ ...client, metadata, metadataUrl, exchange });
  }
}
