import type { ProtectedResource } from '@caregate/core-contracts';
import { scopes } from '@caregate/core-permissions';

const ours = /^(?:read|write):(?:agents|tasks|pipelines)$/u;

/** The REST routes as a service for which tokens are issued. */
export function orchestratorResource(publicUrl: string, issuer: string): ProtectedResource {
  return {
    url: publicUrl.replace(/\/$/u, ''),
    authorizationServers: [issuer],
    scopesSupported: Object.keys(scopes).filter((name) => ours.test(name)),
  };
}
