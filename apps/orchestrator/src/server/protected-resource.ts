import { scopes } from '@caregate/core-permissions';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';
const ours = /^(?:read|write):(?:agents|tasks|pipelines)$/u;

export interface ProtectedResource {
  readonly document: Readonly<Record<string, unknown>>;
  /** Where clients find the document: the well-known string goes between host and path (RFC 9728 §3.1). */
  readonly documentUrl: string;
}

/** How clients learn which authorization server gives tokens for the REST routes (RFC 9728 §2). */
export function protectedResource(publicUrl: string, issuer: string): ProtectedResource {
  const resource = publicUrl.replace(/\/$/u, '');
  const { origin, pathname } = new URL(resource);
  return {
    documentUrl: `${origin}${WELL_KNOWN}${pathname === '/' ? '' : pathname}`,
    document: {
      resource,
      authorization_servers: [issuer],
      scopes_supported: Object.keys(scopes).filter((name) => ours.test(name)),
      bearer_methods_supported: ['header'],
      resource_name: 'CareGate agents, tasks and pipelines',
    },
  };
}
