import { protectedResourceMetadata } from '@caregate/core-contracts';
import type { BridgeConfig } from '../config.js';
import type { Resources } from './metadata.controller.js';
import { resourceOf } from './resource.js';
import { scopesOf } from './scopes-of.js';

/** RFC 9728 §2, one document for each server. */
export function resourcesOf(config: BridgeConfig): Resources {
  return new Map(
    config.SERVERS.map((server) => {
      const url = resourceOf(config, server.name);
      const resource = { url, authorizationServers: [config.ISSUER], scopesSupported: scopesOf(server) };
      return [server.name, protectedResourceMetadata(resource, server.title ?? server.name)];
    }),
  );
}
