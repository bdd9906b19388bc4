import type { Caller } from '@caregate/core-permissions';
import type { Allowance } from '@caregate/kit-http';

/** Who asks, as far as it is known when a request is counted. */
export interface Counted {
  readonly caller: Caller | undefined;
  readonly address: string | undefined;
}

/** Counts requests by whoever sends them; `RateLimiter` of the HTTP kit does. What cannot be counted is refused. */
export interface RateLimitPort {
  count(who: Counted): Promise<Allowance>;
}
