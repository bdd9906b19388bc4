import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { Limit, RateLimiterOptions } from './rate-limiter.js';

/** Counts in the best place there is for this limit, and in this process alone while that cannot be reached. */
export function counterOf(
  name: string,
  { requests, seconds, shared = false }: Limit,
  { redis, database }: Pick<RateLimiterOptions, 'redis' | 'database'>,
): RateLimiterAbstract {
  const own = { keyPrefix: `caregate:limit:${name}`, points: requests, duration: seconds };
  // Who has used up a window is refused from memory until it ends: a flood must not become one of the store.
  const kept = { ...own, inMemoryBlockOnConsumed: requests, insuranceLimiter: new RateLimiterMemory(own) };
  if (redis !== undefined) return new RateLimiterRedis({ ...kept, storeClient: redis, rejectIfRedisNotReady: true });
  if (database === undefined || !shared) return new RateLimiterMemory(own);
  // By name: who has no database need not load the models of all.
  const { schema: schemaName = '', tableName } = database.getMetadata('RateCount');
  return new RateLimiterPostgres({
    ...kept,
    storeClient: database,
    storeType: 'typeorm',
    schemaName,
    tableName,
    // The migration has made it, and housekeeping empties it.
    tableCreated: true,
    clearExpiredByTimeout: false,
  });
}
