import type { VerifyRoute } from './verify-route.config.js';

/** Finds what protects a path. Only host and path decide; scheme, port and every other header do not. */
export class VerifyRoutes {
  private readonly ordered: readonly PreparedRoute[];

  constructor(routes: readonly VerifyRoute[]) {
    this.ordered = routes.map(prepare).sort(byPrecision);
  }

  find(host: string, path: string): VerifyRoute | undefined {
    const name = withoutPort(host);
    return this.ordered.find((candidate) => candidate.serves(name) && candidate.covers(path))?.route;
  }
}

interface PreparedRoute {
  readonly route: VerifyRoute;
  serves(host: string): boolean;
  covers(path: string): boolean;
}

function prepare(route: VerifyRoute): PreparedRoute {
  const folder = route.prefix.endsWith('/') ? route.prefix : `${route.prefix}/`;
  const bare = folder.slice(0, -1);
  return {
    route,
    serves: (host) => route.host === undefined || route.host === host,
    covers: (path) => path.startsWith(folder) || path === bare,
  };
}

/** A route for one host goes before one for all; among those the longer prefix. */
function byPrecision({ route: a }: PreparedRoute, { route: b }: PreparedRoute): number {
  return Number(b.host !== undefined) - Number(a.host !== undefined) || b.prefix.length - a.prefix.length;
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/u, '').toLowerCase();
}
