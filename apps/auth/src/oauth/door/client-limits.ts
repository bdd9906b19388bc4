import type { ServerResponse } from 'node:http';
import { setRateLimitHeaders, type RateLimiter } from '@caregate/kit-http';
import Provider, { errors, type AdapterPayload, type KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '../../clock.js';

export type ClientLimit = 'client-tokens' | 'client-questions' | 'user-tokens';

/** RFC 6585 §4 for OAuth, whose own list of errors has nothing better. */
class TooManyRequests extends errors.OIDCProviderError {
  constructor() {
    super(429, 'slow_down');
    this.error_description = 'too many requests; wait as Retry-After says';
  }
}

/**
 * Counts by who has proved to be somebody, beside the count by address at the door: one application or person that runs
 * wild must not use up what all who share an address may do. Nobody can use up the share of another by saying its name.
 */
export class ClientLimits {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly clock: Clock,
  ) {}

  async count(ctx: KoaContextWithOIDC, name: ClientLimit, who: string): Promise<void> {
    if (!(await this.admits(ctx.res, name, who))) throw new TooManyRequests();
  }

  /**
   * Of what a person gets tokens for, before it is used up: used a second time, by somebody who waited as told, it would
   * end all that came of it. A public client is everybody who says its name, so the person counts and no more.
   */
  async countUse({ accountId = '', clientId = '' }: AdapterPayload): Promise<void> {
    const { ctx } = Provider;
    if (ctx !== undefined) await this.count(ctx, 'user-tokens', `user:${accountId}:${clientId}`);
  }

  /** Counts, tells in the headers what is left, and answers whether this one is within it. */
  async admits(response: ServerResponse, name: ClientLimit, who: string): Promise<boolean> {
    const allowance = await this.limiter.consume(name, who);
    setRateLimitHeaders(response, allowance, this.clock());
    return !allowance.exceeded;
  }
}
