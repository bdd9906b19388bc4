import { declareRoute } from '../access/route-declaration.js';

/** Counts a route's requests under these limits of the app's `RateLimiter` instead of those that hold everywhere; without a name, under none. */
export function Limited(...names: string[]): MethodDecorator & ClassDecorator {
  return declareRoute('limits', names);
}
