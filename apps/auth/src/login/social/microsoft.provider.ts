import type { IdentityProvider } from '../identity-provider.js';
import type { ProviderClaims } from '../provider-claims.js';
import { MicrosoftMetadata } from './microsoft-metadata.js';
import { admitsAll, type MicrosoftProviderConfig } from './social-provider.config.js';

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

  async strategy() {
    const { clientId, clientSecret, url = 'https://login.microsoftonline.com', tenant, responseMode } = this.config;
    // Loaded when somebody comes: the library brings much that nobody else needs.
    const { MicrosoftStrategy } = await import('./microsoft.strategy.js');
    const metadataUrl = `${url}/${tenant}/v2.0/.well-known/openid-configuration`;
    const callbackUrl = `${this.publicUrl}/auth/${this.name}/callback`;
    const metadata = new MicrosoftMetadata(metadataUrl);
    return new MicrosoftStrategy({ metadata, metadataUrl, clientId, clientSecret, callbackUrl, responseMode });
  }
}
