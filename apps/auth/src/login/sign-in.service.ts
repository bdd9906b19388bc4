import { DomainError } from '@caregate/core-errors';
import { isYetToCome, secondsLater, type Clock } from '../clock.js';
import { newOpaqueId, opaqueIdHash } from '../sessions/opaque-id.js';
import { anonymous } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { IdentityProvider } from './identity-provider.js';
import type { IdentityProviders } from './identity-providers.js';
import { strategySessionKey, type KeptSignOn } from './kept-sign-on.js';
import type { LoginState, LoginStatesRepository } from './login-states.repository.js';
import type { ProviderClaims } from './provider-claims.js';
import { providerFailure } from './provider-failure.js';
import { returnAddress } from './return-address.js';
import { runStrategy, strategyRequest, type StrategyRequest } from './strategy-run.js';

export interface SignInOptions {
  readonly providers: IdentityProviders;
  readonly states: LoginStatesRepository;
  readonly trail: AuthTrail;
  readonly ownOrigins: readonly string[];
  readonly loginStateSeconds: number;
  readonly clock: Clock;
}

export interface SignInWish {
  readonly returnTo?: string | undefined;
  /** `login` makes the provider ask again even if it remembers the person. */
  readonly prompt?: string | undefined;
  /** What the cookies say that tell browsers apart, if this one has any. */
  readonly browserIds: readonly string[];
}

export interface SignInBegun {
  readonly redirectTo: string;
  readonly browserId: string;
}

export interface SignInReturned {
  readonly provider: IdentityProvider;
  readonly claims: ProviderClaims;
  readonly returnTo?: string | undefined;
}

/**
 * The way to the identity provider and back. What must match on the way back (state, nonce, PKCE verifier, return
 * address) is kept here and bound to the browser that began; each state has its own, so that windows do not mix.
 */
export class SignInService {
  constructor(private readonly options: SignInOptions) {}

  async begin(name: string, { returnTo, prompt, browserIds }: SignInWish): Promise<SignInBegun> {
    const { providers, states, ownOrigins, loginStateSeconds, clock } = this.options;
    const address = returnAddress(returnTo, ownOrigins);
    const provider = providers.find(name);
    const browser = browserIds[0] ?? newOpaqueId();
    const { url, kept } = await this.audited(name, () => this.authorizationRequest(provider, prompt));
    await states.insert({
      stateHash: opaqueIdHash(kept.state),
      browserHash: opaqueIdHash(browser),
      nonce: kept.nonce,
      codeVerifier: kept.codeVerifier,
      provider: name,
      returnTo: address,
      expiresAt: secondsLater(clock(), loginStateSeconds),
    });
    return { redirectTo: url, browserId: browser };
  }

  /** `target`: path and query of the callback. Refusals are on the trail before they are answered. */
  async complete(name: string, target: string, browserIds: readonly string[]): Promise<SignInReturned> {
    return this.audited(name, async () => {
      const provider = this.options.providers.find(name);
      const begun = await this.take(provider, target, browserIds);
      return { provider, claims: await this.redeem(provider, target, begun), returnTo: begun.returnTo };
    });
  }

  async recordRefusal(provider: string, error: unknown): Promise<void> {
    const decision = error instanceof DomainError ? error.code : 'service.internal';
    const detail = { provider: provider.slice(0, 40) };
    await this.options.trail.record('login.refused', { actor: anonymous, outcome: 'refused', decision, detail });
  }

  private async audited<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.recordRefusal(name, error);
      throw error;
    }
  }

  private async authorizationRequest(provider: IdentityProvider, prompt: string | undefined) {
    const session: StrategyRequest['session'] = {};
    const strategy = await this.options.providers.strategyOf(provider);
    const options = prompt === 'login' ? { prompt } : {};
    const outcome = await runStrategy(strategy, strategyRequest('/', session), options);
    if (outcome.kind === 'failed') throw providerFailure(outcome.error);
    if (outcome.kind !== 'redirect') throw new DomainError('login.provider.unavailable', { detail: { outcome } });
    const kept = session[strategySessionKey] as KeptSignOn;
    return { url: outcome.url, kept: { state: kept.state, nonce: kept.nonce, codeVerifier: kept.code_verifier } };
  }

  private async take({ name }: IdentityProvider, target: string, browserIds: readonly string[]): Promise<LoginState> {
    const [state, ...more] = new URLSearchParams(target.split('?')[1]).getAll('state');
    const known = state !== undefined && more.length === 0;
    const browserHashes = browserIds.map(opaqueIdHash);
    const begun = known ? await this.options.states.take(opaqueIdHash(state), browserHashes) : undefined;
    if (begun === undefined || begun.provider !== name || !this.isAwaited(begun))
      throw new DomainError('login.state.refused');
    return begun;
  }

  private isAwaited({ expiresAt }: LoginState): boolean {
    const { clock, loginStateSeconds } = this.options;
    const now = clock();
    return expiresAt > now && !isYetToCome(secondsLater(expiresAt, -loginStateSeconds), now);
  }

  private async redeem(provider: IdentityProvider, target: string, begun: LoginState): Promise<ProviderClaims> {
    const state = new URLSearchParams(target.split('?')[1]).get('state');
    const session = { [strategySessionKey]: { state, nonce: begun.nonce, code_verifier: begun.codeVerifier } };
    const strategy = await this.options.providers.strategyOf(provider);
    const outcome = await runStrategy(strategy, strategyRequest(target, session), {});
    if (outcome.kind === 'failed') throw providerFailure(outcome.error);
    if (outcome.kind !== 'success' || typeof outcome.user !== 'object' || outcome.user === null)
      throw new DomainError('login.provider.refused');
    return { ...outcome.user };
  }
}
