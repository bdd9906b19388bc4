import { protectedResourceMetadataUrl } from '@caregate/core-contracts';
import type { Logger } from '@caregate/kit-http';
import type { BridgeConfig } from '../config.js';
import { Admission } from '../door/admission.js';
import type { BridgeAudit } from '../door/bridge-audit.js';
import { BridgeDoor } from '../door/bridge-door.js';
import { DoorGuard } from '../door/door-guard.js';
import type { StreamWatch } from '../door/stream-watch.js';
import type { SessionRegistry } from '../sessions/session-registry.js';
import type { BridgeCore } from './bridge-core.js';
import { resourceOf } from './resource.js';
import { scopesOf } from './scopes-of.js';

/** Names by which a client on this machine reaches the gateway, whatever its public name is. */
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

export interface DoorsParts {
  readonly core: BridgeCore;
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
      const verifier = core.verifiers.get(server.name);
      if (verifier === undefined) throw new Error(`No verifier for ${server.name}.`);
      const door = new BridgeDoor({
        ...others,
        server,
        guard,
        admission: new Admission(server, { verifier, authorizer: core.authorizer }),
        resourceMetadataUrl: protectedResourceMetadataUrl(resourceOf(config, server.name)),
        scopes: scopesOf(server),
        messageBytesMax: config.MESSAGE_BYTES_MAX,
      });
      return [`/${server.name}/mcp`, door];
    }),
  );
}
