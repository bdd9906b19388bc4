import type { RateLimiter } from '@caregate/kit-http';
import { Redis } from 'ioredis';
import type { OrchestratorConfig } from '../config.js';
import { orchestratorLimits } from './limits.js';

export interface OpenLimiter {
  readonly limiter: RateLimiter;
  close(): void;
}

/** Counts in Redis where there is one; while that cannot be reached each instance counts for itself, and lets nobody through uncounted. */
export async function openLimiter(config: OrchestratorConfig): Promise<OpenLimiter> {
  if (config.REDIS_URL === undefined) return { limiter: orchestratorLimits(config), close: () => undefined };
  const redis = new Redis(config.REDIS_URL, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  // Connected, or known not to be: what is counted before that would be counted elsewhere.
  await new Promise<void>((resolve) => {
    redis.once('ready', resolve);
    redis.once('error', () => resolve());
  });
  return { limiter: orchestratorLimits(config, redis), close: () => redis.disconnect() };
}
