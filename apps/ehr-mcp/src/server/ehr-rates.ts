import { openRedis, RateLimiter, rateLimitKey } from '@caregate/kit-http';
import type { Counted, RateLimitPort } from '@caregate/kit-mcp';
import type { EhrConfig } from '../config.js';

export interface EhrRates extends RateLimitPort {
  close(): void;
}

type RateConfig = Pick<EhrConfig, 'RATE_LIMIT_PER_MINUTE' | 'RATE_LIMIT_STRANGERS_PER_MINUTE' | 'REDIS_URL'>;

/**
 * Counts clients by who they are, and those who have not said so by where they come from. With Redis all processes count
 * together; while it cannot be reached, and without it, each counts for itself, and nobody is let in uncounted.
 */
export async function ehrRates(config: RateConfig): Promise<EhrRates | undefined> {
  const { RATE_LIMIT_PER_MINUTE: clients, RATE_LIMIT_STRANGERS_PER_MINUTE: strangers, REDIS_URL: redisUrl } = config;
  if (clients === 0) return undefined;
  const redis = redisUrl === undefined ? undefined : await openRedis(redisUrl);
  const limiter = new RateLimiter({
    limits: {
      'ehr-client': { requests: clients, seconds: 60, by: 'client' },
      'ehr-stranger': { requests: strangers, seconds: 60, by: 'address' },
    },
    ...(redis === undefined ? {} : { redis }),
  });
  return {
    count: (who) => limiter.consume(who.caller === undefined ? 'ehr-stranger' : 'ehr-client', keyOf(who)),
    close: () => redis?.disconnect(),
  };
}

function keyOf({ caller, address }: Counted): string {
  return rateLimitKey('client', { requestId: '', transport: 'http', caller, address });
}
