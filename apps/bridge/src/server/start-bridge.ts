import {
  createHttpApp,
  leaveHttpApp,
  Metrics,
  mountHandler,
  portOf,
  stopHttpApp,
  type Logger,
} from '@caregate/kit-http';
import { observeCore, startServiceCore } from '@caregate/kit-service';
import type { BridgeConfig } from '../config.js';
import { BridgeAudit } from '../door/bridge-audit.js';
import { StreamWatch } from '../door/stream-watch.js';
import { childEnvironment, type EnvironmentOf } from '../proxied/child-environment.js';
import { SessionRegistry } from '../sessions/session-registry.js';
import { Watchdog } from '../supervision/watchdog.js';
import { bridgeDoors } from './bridge-doors.js';
import { bridgeHealth } from './bridge-health.js';
import { bridgeMetrics } from './bridge-metrics.js';
import { BridgeModule } from './bridge.module.js';
import { resourcesOf } from './resources.js';
import { sessionLimitsOf } from './session-limits-of.js';
import { version } from './version.js';

export interface RunningBridge {
  /** Where it listens; of use where the port was 0. */
  readonly port: number;
  /** Takes its time, so that proxies notice; `stop` follows. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens one Streamable HTTP door for each configured stdio server. */
export async function startBridge(
  config: BridgeConfig,
  logger: Logger,
  ...environment: EnvironmentOf
): Promise<RunningBridge> {
  const environments = new Map(config.SERVERS.map((server) => [server.name, childEnvironment(server, ...environment)]));
  const core = await startServiceCore({ name: 'bridge', settings: config, logger, relations: 'none' });
  const metrics = new Metrics({ service: 'bridge', version });
  observeCore(metrics, core);
  const watchdog = new Watchdog(logger);
  const audit = new BridgeAudit(core.audit);
  const counted = bridgeMetrics(metrics, () => sessions.all);
  const sessions: SessionRegistry = new SessionRegistry({
    limits: sessionLimitsOf(config),
    environments,
    watchdog,
    logger,
    onEnd: (session, because) => {
      counted.sessionEnded(session, because);
      logger.info({ server: session.server.name, because }, 'a session ended');
      return audit.closed(session, because);
    },
  });
  const watch = new StreamWatch(core.revocations);
  const app = await createHttpApp(BridgeModule.of(resourcesOf(config)), {
    adapter: 'fastify',
    service: 'bridge',
    version,
    logger,
    audit: core.audit,
    health: bridgeHealth(core, watchdog, logger),
    metrics,
    trustedProxies: config.TRUSTED_PROXIES,
  });
  for (const [path, door] of bridgeDoors(config, { core, sessions, audit, watch, logger }))
    mountHandler(app, { path, name: 'mcp', handler: (request, response) => door.handle(request, response) });
  await app.listen(config.PORT, config.HOST);
  await core.announce('service.started');
  const stop = async () => {
    // Sessions first: their streams are running requests, and would be waited for.
    await sessions.stop();
    await stopHttpApp(app);
    watch.close();
    watchdog.stop();
    await core.announce('service.stopped');
    await core.stop();
  };
  const leave = () => leaveHttpApp(app, config.STOP_DELAY_SECONDS);
  return { port: portOf(app.getHttpServer()), leave, stop };
}
