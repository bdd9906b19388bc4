import type { TokenVerifier } from '@caregate/kit-jwt';
import type { AudienceVerifiers } from '../../tokens/audience-verifiers.js';
import type { VerifyRoute } from './verify-route.config.js';
import type { RoutePolicy } from './route-policy.js';
import { VerifyRoutes } from './verify-routes.js';

/** A route with what is needed to judge a request for it. */
export interface PreparedRoute {
  readonly route: VerifyRoute;
  readonly number: number;
  readonly audience: string;
  readonly verifier: TokenVerifier;
  readonly resourceMetadataUrl: string;
  /** Absent where the route alone decides. */
  readonly policy: RoutePolicy | undefined;
}

/** The policies there are, by the name by which the configuration calls them. */
export type RoutePolicies = Partial<Record<VerifyRoute['policy'], RoutePolicy>>;

/** Both absent where nothing is declared; a public route has nothing to prepare. */
export interface FoundRoute {
  readonly route: VerifyRoute | undefined;
  readonly prepared: PreparedRoute | undefined;
}

/** The routes of the configuration with their verifiers, looked up by host and path. */
export class PreparedRoutes {
  private readonly routes: VerifyRoutes;
  private readonly prepared = new Map<VerifyRoute, PreparedRoute>();

  constructor(routes: readonly VerifyRoute[], verifiers: AudienceVerifiers, policies: RoutePolicies = {}) {
    this.routes = new VerifyRoutes(routes);
    routes.forEach((route, number) => {
      const { audience } = route;
      const policy = policies[route.policy];
      if (route.policy !== 'route' && policy === undefined) throw new Error(`No policy ${route.policy} is set up.`);
      if (audience === undefined) return;
      const resourceMetadataUrl = metadataUrlOf(audience);
      const verifier = verifiers.of(audience);
      this.prepared.set(route, { route, number, audience, verifier, resourceMetadataUrl, policy });
    });
  }

  find(host: string, path: string): FoundRoute {
    const route = this.routes.find(host, path);
    return { route, prepared: route && this.prepared.get(route) };
  }
}

/** RFC 9728 §3.1: the well-known part goes between host and path. */
function metadataUrlOf(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname === '/' ? '' : pathname}`;
}
