import type { UpstreamName } from '../routes/edge-route.js';
import type { EdgeTarget, Place } from './edge-target.js';

/** Every instance of a service. */
export function placesOf({ upstreams, more = {} }: EdgeTarget, name: UpstreamName): readonly Place[] {
  return [upstreams[name], ...(more[name] ?? [])];
}
