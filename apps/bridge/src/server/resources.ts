import type { BridgeConfig } from '../config.js';
import type { Resources } from './metadata.controller.js';
import { resourceOf } from './resource.js';
import { scopesOf } from './scopes-of.js';

/** RFC 9728 §2, one document for each server. */
export function resourcesOf(config: BridgeConfig): Resources {
  return new Map(
    config.SERVERS.map((server) => [
      server.name,
      {
        resource: resourceOf(config, server.name),
        authorization_servers: [config.ISSUER],
        scopes_supported: scopesOf(server),
        bearer_methods_supported: ['header'],
        resource_name: server.title ?? server.name,
      },
    ]),
  );
}
