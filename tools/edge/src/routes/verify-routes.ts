import type { EdgeRoute, ResourceName } from './edge-route.js';

/** Addresses of the protected resources, as tokens name them in `aud` (RFC 8707). */
export type ResourceAddresses = Readonly<Partial<Record<ResourceName, string>>>;

/** One entry of `VERIFY_ROUTES`, as apps/auth reads it. */
export interface VerifyRouteEntry {
  readonly host?: string;
  readonly prefix: string;
  readonly audience: string;
  readonly access?: 'optional';
  readonly scopes?: readonly string[];
  readonly cookie?: false;
  readonly cors?: true;
  readonly policy?: 'pacs';
}

export interface VerifyRoutesOptions {
  readonly routes: readonly EdgeRoute[];
  readonly resources: ResourceAddresses;
}

/** What apps/auth has to be told. A route whose resource is not deployed is left out, and so closed. */
export function verifyRoutes({ routes, resources }: VerifyRoutesOptions): readonly VerifyRouteEntry[] {
  return routes.flatMap((route) => entryOf(route, resources));
}

function entryOf({ host, prefix, asked }: EdgeRoute, resources: ResourceAddresses): VerifyRouteEntry[] {
  const audience = asked && resources[asked.resource];
  if (asked === undefined || audience === undefined) return [];
  const { access, scopes, cookie, cors, policy } = asked;
  return [
    {
      ...(host === undefined ? {} : { host }),
      prefix,
      audience,
      ...(access === 'optional' ? { access } : {}),
      ...(scopes === undefined ? {} : { scopes }),
      ...(cookie === false ? { cookie } : {}),
      ...(cors === true ? { cors } : {}),
      ...(policy === 'pacs' ? { policy } : {}),
    },
  ];
}
