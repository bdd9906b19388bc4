import { openRedis, RateLimiter, rateLimitKey } from '@caregate/kit-http';
import type { Counted, RateLimitPort } from '../ports/rate-limit.port.js';

export interface McpRates extends RateLimitPort {
  close(): void;
}

/** As `rateVariables` of kit-config give it. */
export interface McpRateConfig {
  readonly RATE_LIMIT_PER_MINUTE: number;
  readonly RATE_LIMIT_STRANGERS_PER_MINUTE: number;
  readonly REDIS_URL?: string | undefined;
}

/**
 * Counts clients by who they are, and those who have not said so by where they come from; each service by itself. With Redis
 * all its processes count together; while it cannot be reached, and without it, each counts for itself, and nobody is let in
 * uncounted. `undefined` where there is no limit.
 */
export async function mcpRates(service: string, config: McpRateConfig): Promise<McpRates | undefined> {
  const { RATE_LIMIT_PER_MINUTE: clients, RATE_LIMIT_STRANGERS_PER_MINUTE: strangers, REDIS_URL: redisUrl } = config;
  if (clients === 0) return undefined;
  const redis = redisUrl === undefined ? undefined : await openRedis(redisUrl);
  const [client, stranger] = [`${service}-client`, `${service}-stranger`];
  const limiter = new RateLimiter({
    limits: {
      [client]: { requests: clients, seconds: 60, by: 'client' },
      [stranger]: { requests: strangers, seconds: 60, by: 'address' },
    },
    ...(redis === undefined ? {} : { redis }),
  });
  return {
    count: (who) => limiter.consume(who.caller === undefined ? stranger : client, keyOf(who)),
    close: () => redis?.disconnect(),
  };
}

function keyOf({ caller, address }: Counted): string {
  return rateLimitKey('client', { caller, address });
}
