export interface ProtectedResource {
  /** Canonical URI of the service, exactly as clients write it: RFC 8707 §2. */
  readonly url: string;
  readonly authorizationServers: readonly string[];
  readonly scopesSupported: readonly string[];
}

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** The metadata document of RFC 9728 §2. */
export function protectedResourceMetadata(
  resource: ProtectedResource,
  name: string,
): Readonly<Record<string, unknown>> {
  return {
    resource: resource.url,
    authorization_servers: resource.authorizationServers,
    scopes_supported: resource.scopesSupported,
    bearer_methods_supported: ['header'],
    resource_name: name,
  };
}

/** RFC 9728 §3.1: the well-known string goes between host and path. */
export function protectedResourceMetadataUrl(resourceUrl: string): string {
  const { origin, pathname } = new URL(resourceUrl);
  return `${origin}${WELL_KNOWN}${pathname === '/' ? '' : pathname}`;
}
