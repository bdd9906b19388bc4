import type { Redis } from 'ioredis';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { counterOf } from './rate-counter.js';

export interface Limit {
  readonly requests: number;
  readonly seconds: number;
  /** Whose requests are counted together. `client` and `user` fall back to the address where nobody is known. */
  readonly by: 'address' | 'client' | 'user';
  /** Guards against guessing or filling up, so that it must hold for all processes together, even without Redis. */
  readonly shared?: boolean;
}

export interface RateLimiterOptions<N extends string = string> {
  readonly limits: Readonly<Record<N, Limit>>;
  /** Limits of every route that names none itself; probes have none. */
  readonly everywhere?: readonly N[];
  /** Counts everything for all processes together. While it cannot be reached each process counts for itself. */
  readonly redis?: Redis;
  /** Where there is no Redis, counts what is `shared` in the same way. Its role must be let write `RateCount`. */
  readonly database?: DataSource;
}

/** What is left after a request was counted. */
export interface Allowance {
  readonly name: string;
  readonly limit: Limit;
  readonly exceeded: boolean;
  readonly remaining: number;
  readonly resetMilliseconds: number;
}

/** Counts requests in fixed windows, by name of limit and key. */
export class RateLimiter {
  readonly everywhere: readonly string[];
  private readonly counters: ReadonlyMap<string, { limit: Limit; counter: RateLimiterAbstract }>;

  constructor({ limits, everywhere = [], ...stores }: RateLimiterOptions) {
    this.everywhere = everywhere;
    this.counters = new Map(
      Object.entries(limits).map(([name, limit]) => [name, { limit, counter: counterOf(name, limit, stores) }]),
    );
    for (const name of everywhere) this.limitOf(name);
  }

  limitOf(name: string): Limit {
    return this.find(name).limit;
  }

  async consume(name: string, key: string): Promise<Allowance> {
    const { limit, counter } = this.find(name);
    const { result, exceeded } = await countByThisClock(counter, key, limit);
    return {
      name,
      limit,
      exceeded,
      remaining: Math.max(0, result.remainingPoints),
      resetMilliseconds: Math.max(0, result.msBeforeNext),
    };
  }

  private find(name: string) {
    const found = this.counters.get(name);
    if (found === undefined) throw new Error(`No rate limit is called "${name}".`);
    return found;
  }
}

/**
 * A window that ends long after it could was begun before the clock was set back: nobody is to be refused for as long as
 * that went. Clocks of several machines may differ by a window.
 */
async function countByThisClock(counter: RateLimiterAbstract, key: string, { seconds }: Limit) {
  const counted = await count(counter, key);
  if (counted.result.msBeforeNext <= 2 * seconds * 1000) return counted;
  await counter.delete(key);
  return count(counter, key);
}

async function count(counter: RateLimiterAbstract, key: string) {
  try {
    return { result: await counter.consume(key), exceeded: false };
  } catch (thrown) {
    if (thrown instanceof RateLimiterRes) return { result: thrown, exceeded: true };
    throw thrown;
  }
}
