import { DomainError } from '@caregate/core-errors';
import { allowInsecureRequests, ClientSecretPost, discovery, enableNonRepudiationChecks, None } from 'openid-client';
import { BoundOidcStrategy } from './bound-oidc.strategy.js';
import type { IdentityProviderConfig } from './identity-provider.config.js';

const TIMEOUT_SECONDS = 5;

/** The providers of the configuration. Each is asked for its metadata when somebody first signs in there. */
export class IdentityProviders {
  private readonly byName: ReadonlyMap<string, IdentityProviderConfig>;
  private readonly strategies = new Map<string, Promise<BoundOidcStrategy>>();

  constructor(
    readonly all: readonly IdentityProviderConfig[],
    private readonly publicUrl: string,
  ) {
    this.byName = new Map(all.map((provider) => [provider.name, provider]));
  }

  /** Throws `login.provider.unknown`. */
  find(name: string): IdentityProviderConfig {
    const provider = this.byName.get(name);
    if (provider === undefined) throw new DomainError('login.provider.unknown');
    return provider;
  }

  /** Throws `login.provider.unavailable`; the next sign-in asks again, and other providers are not affected. */
  async strategyOf(provider: IdentityProviderConfig): Promise<BoundOidcStrategy> {
    const pending = this.strategies.get(provider.name) ?? this.discover(provider);
    this.strategies.set(provider.name, pending);
    try {
      return await pending;
    } catch (cause) {
      this.strategies.delete(provider.name);
      throw new DomainError('login.provider.unavailable', { detail: { provider: provider.name }, cause });
    }
  }

  private async discover(provider: IdentityProviderConfig): Promise<BoundOidcStrategy> {
    const { issuer, clientId, clientSecret, name, scope } = provider;
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
