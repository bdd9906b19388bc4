import type { Lifetimes } from '../config.js';

/** So long a revocation has to be remembered. */
export function longestTokenSeconds(lifetimes: Lifetimes): number {
  return Math.max(lifetimes.accessTokenSeconds, lifetimes.clientTokenSeconds, lifetimes.upstreamTokenSeconds);
}
