import { openRedis, type RateLimiter } from '@caregate/kit-http';
import type { OrchestratorConfig } from '../config.js';
import { orchestratorLimits } from './limits.js';

export interface OpenLimiter {
  readonly limiter: RateLimiter;
  close(): void;
}

/** Counts in Redis where there is one; while that cannot be reached each instance counts for itself, and lets nobody through uncounted. */
export async function openLimiter(config: OrchestratorConfig): Promise<OpenLimiter> {
  if (config.REDIS_URL === undefined) return { limiter: orchestratorLimits(config), close: () => undefined };
  const redis = await openRedis(config.REDIS_URL);
  return { limiter: orchestratorLimits(config, redis), close: () => redis.disconnect() };
}
