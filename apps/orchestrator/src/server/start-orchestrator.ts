import type { Server } from 'node:http';
import { protectedResourceMetadataUrl } from '@caregate/core-contracts';
import { createHttpApp, leaveHttpApp, Metrics, portOf, stopHttpApp, type Logger } from '@caregate/kit-http';
import { observeCore } from '@caregate/kit-service';
import { isAgentToken } from '../access/agent-token.js';
import { isApiKey } from '../access/api-key.js';
import type { OrchestratorConfig } from '../config.js';
import { agentErrorOf } from './agent-error.js';
import { startCore } from './orchestrator-core.js';
import { orchestratorHealth } from './orchestrator-health.js';
import { orchestratorMetrics } from './orchestrator-metrics.js';
import { OrchestratorModule } from './orchestrator.module.js';
import { orchestratorResource } from './protected-resource.js';
import { StorablePipe } from './storable.pipe.js';
import { version } from './version.js';

/** What the older control panel promises for parameters and results (M17). */
const BODY_BYTES_MAX = 10 * 1024 * 1024;

export interface RunningOrchestrator {
  /** Where it listens; of use where the ports were 0. */
  readonly port: number;
  readonly wsPort: number;
  /** Takes its time, so that proxies notice; `stop` follows. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the REST routes and the sockets, each on its port. */
export async function startOrchestrator(config: OrchestratorConfig, logger: Logger): Promise<RunningOrchestrator> {
  const core = await startCore(config, logger);
  const { doors } = core;
  const { verifier, authorizer, audit } = doors;
  const metrics = new Metrics({ service: 'orchestrator', version });
  observeCore(metrics, doors);
  orchestratorMetrics(metrics, core);
  const resource = orchestratorResource(config.PUBLIC_URL, config.ISSUER);
  const app = await createHttpApp(OrchestratorModule.of(core.services, resource), {
    adapter: 'fastify',
    service: 'orchestrator',
    version,
    logger,
    access: { verifier, authorizer, isApiKey: (credential) => isApiKey(credential) || isAgentToken(credential) },
    audit,
    health: orchestratorHealth(core, logger),
    metrics,
    trustedProxies: config.TRUSTED_PROXIES,
    bodyBytesMax: BODY_BYTES_MAX,
    rateLimiter: core.limiter,
    bearer: { resourceMetadataUrl: protectedResourceMetadataUrl(resource.url) },
    errorShape: agentErrorOf,
  });
  app.useGlobalPipes(new StorablePipe());
  await app.init();
  const { wsPort } = await core.begin();
  await app.listen(config.PORT, config.HOST);
  await doors.announce('service.started');
  const server: Server = app.getHttpServer();
  return {
    port: portOf(server),
    wsPort,
    leave: () => leaveHttpApp(app, config.STOP_DELAY_SECONDS),
    stop: async () => {
      await stopHttpApp(app);
      await doors.announce('service.stopped');
      await core.stop();
    },
  };
}
