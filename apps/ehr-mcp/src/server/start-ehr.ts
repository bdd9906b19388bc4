import type { Server } from 'node:http';
import { createHttpApp, leaveHttpApp, Metrics, portOf, stopHttpApp, type Logger } from '@caregate/kit-http';
import { mcpMetrics, mcpRates } from '@caregate/kit-mcp';
import { coreHealth, observeCore } from '@caregate/kit-service';
import type { EhrConfig } from '../config.js';
import { mountFhir } from '../fhir/mount-fhir.js';
import { startEhrCore } from './ehr-core.js';
import { ehrHost } from './ehr-host.js';
import { EhrModule } from './ehr.module.js';
import { firstVersionOf } from './first-version-of.js';
import { mountFirstVersion, mountMcp } from './mount-mcp.js';
import { version } from './version.js';

export interface RunningEhr {
  /** Where it listens; of use where the port was 0. */
  readonly port: number;
  /** Takes its time, so that proxies notice; `stop` follows. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

/** For what is running, of tools and of FHIR together; `runApp` gives a stop up after ten seconds. */
const STOP_MILLISECONDS = 7_000;

/** Opens Streamable HTTP and WebSocket on one port. */
export async function startEhr(config: EhrConfig, logger: Logger): Promise<RunningEhr> {
  const core = await startEhrCore(config, logger);
  const metrics = new Metrics({ service: 'ehr-mcp', version });
  observeCore(metrics, core);
  const rates = await mcpRates('ehr', config);
  const firstVersion = firstVersionOf(config, core.resource);
  const host = ehrHost(config, core, logger, {
    metrics: mcpMetrics(metrics),
    ...(rates === undefined ? {} : { rates }),
    ...(firstVersion === undefined ? {} : { firstVersion }),
  });
  const app = await createHttpApp(EhrModule.of(host), {
    adapter: 'fastify',
    service: 'ehr-mcp',
    version,
    logger,
    access: { verifier: core.verifier, authorizer: core.authorizer },
    audit: core.audit,
    health: coreHealth(core, { version, transport: 'sse', logger }),
    metrics,
    trustedProxies: config.TRUSTED_PROXIES,
  });
  mountMcp(app, host);
  if (firstVersion !== undefined) mountFirstVersion(app, host);
  mountFhir(app, config, core, logger);
  const server: Server = app.getHttpServer();
  host.takeSockets(server);
  await app.listen(config.PORT, config.HOST);
  await core.announce('service.started');
  return {
    port: portOf(server),
    leave: () => leaveHttpApp(app, config.STOP_DELAY_SECONDS),
    stop: async () => {
      const until = performance.now() + STOP_MILLISECONDS;
      // Sockets first: a server does not close while an upgraded connection is open.
      await host.close();
      await stopHttpApp(app, { drainMilliseconds: Math.max(500, until - performance.now()) });
      await core.announce('service.stopped');
      rates?.close();
      await core.stop();
    },
  };
}
