import type { ServerResponse } from 'node:http';
import type { Allowance } from './rate-limiter.js';

/**
 * Tells the client the tightest of its allowances: `RateLimit-*` as in draft-ietf-httpapi-ratelimit-headers-06, with the
 * seconds until the window ends; `X-RateLimit-*` for older clients, where the reset is a time in epoch seconds.
 */
export function setRateLimitHeaders(response: ServerResponse, allowance: Allowance, now: Date): void {
  const { limit, remaining, resetMilliseconds, exceeded } = allowance;
  const told = response.getHeader('ratelimit-remaining');
  if (told !== undefined && Number(told) <= remaining && !exceeded) return;
  const resetSeconds = Math.ceil(resetMilliseconds / 1000);
  response.setHeader('ratelimit-policy', `${limit.requests};w=${limit.seconds}`);
  response.setHeader('ratelimit-limit', limit.requests);
  response.setHeader('ratelimit-remaining', remaining);
  response.setHeader('ratelimit-reset', resetSeconds);
  response.setHeader('x-ratelimit-limit', limit.requests);
  response.setHeader('x-ratelimit-remaining', remaining);
  response.setHeader('x-ratelimit-reset', Math.ceil((now.getTime() + resetMilliseconds) / 1000));
  if (exceeded) response.setHeader('retry-after', Math.max(1, resetSeconds));
}
