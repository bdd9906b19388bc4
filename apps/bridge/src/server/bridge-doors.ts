import { protectedResourceMetadataUrl } from '@caregate/core-contracts';
import type { Logger } from '@caregate/kit-http';
import { DoorGuard, loopbackNames } from '@caregate/kit-mcp';
import type { ServiceCore } from '@caregate/kit-service';
import type { BridgeConfig } from '../config.js';
import { Admission } from '../door/admission.js';
import type { BridgeAudit } from '../door/bridge-audit.js';
import { BridgeDoor } from '../door/bridge-door.js';
import type { StreamWatch } from '../door/stream-watch.js';
import type { SessionRegistry } from '../sessions/session-registry.js';
import { resourceOf } from './resource.js';
import { scopesOf } from './scopes-of.js';

export interface DoorsParts {
  readonly core: ServiceCore;
  readonly sessions: SessionRegistry;
  readonly audit: BridgeAudit;
  readonly watch: StreamWatch;
  readonly logger: Logger;
}

/** One door for each proxied server, by the path at which it stands. */
export function bridgeDoors(config: BridgeConfig, parts: DoorsParts): ReadonlyMap<string, BridgeDoor> {
  const { origin, hostname } = new URL(config.PUBLIC_URL);
  const guard = new DoorGuard([origin, ...config.ALLOWED_ORIGINS], [hostname, ...loopbackNames]);
  const { core, ...others } = parts;
  return new Map(
    config.SERVERS.map((server) => {
      const resource = resourceOf(config, server.name);
      const verifier = core.verifierFor(resource);
      const door = new BridgeDoor({
        ...others,
        server,
        guard,
        admission: new Admission(server, { verifier, authorizer: core.authorizer }),
        resourceMetadataUrl: protectedResourceMetadataUrl(resource),
        scopes: scopesOf(server),
        messageBytesMax: config.MESSAGE_BYTES_MAX,
      });
      return [`/${server.name}/mcp`, door];
    }),
  );
}
