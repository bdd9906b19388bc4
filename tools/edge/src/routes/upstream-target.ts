import type { EdgeRoute } from './edge-route.js';

/** The request target that the upstream gets: the path with the prefix replaced, and the query as it came. */
export function upstreamTarget({ prefix, becomes }: EdgeRoute, target: string): string {
  if (becomes === undefined) return target;
  const rest = `${becomes}${target.slice(prefix.length)}`;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
