import { DomainError } from '@caregate/core-errors';
import type { IdentityProvider } from './identity-provider.js';
import type { PassportStrategy } from './strategy-run.js';

/** The providers of the configuration. Each is prepared when somebody first signs in there. */
export class IdentityProviders {
  private readonly byName: ReadonlyMap<string, IdentityProvider>;
  private readonly strategies = new Map<string, Promise<PassportStrategy>>();

  constructor(readonly all: readonly IdentityProvider[]) {
    this.byName = new Map(all.map((provider) => [provider.name, provider]));
  }

  /** Throws `login.provider.unknown`. */
  find(name: string): IdentityProvider {
    const provider = this.byName.get(name);
    if (provider === undefined) throw new DomainError('login.provider.unknown');
    return provider;
  }

  /** Throws `login.provider.unavailable`; the next sign-in asks again, and other providers are not affected. */
  async strategyOf(provider: IdentityProvider): Promise<PassportStrategy> {
    const pending = this.strategies.get(provider.name) ?? provider.strategy();
    this.strategies.set(provider.name, pending);
    try {
      return await pending;
    } catch (cause) {
      this.strategies.delete(provider.name);
      throw new DomainError('login.provider.unavailable', { detail: { provider: provider.name }, cause });
    }
  }
}
