import type { Server } from 'node:http';
import {
  createHttpApp,
  leaveHttpApp,
  Metrics,
  mountHandler,
  portOf,
  stopHttpApp,
  type Logger,
} from '@caregate/kit-http';
import { mcpMetrics, mcpRates } from '@caregate/kit-mcp';
import { coreHealth, observeCore } from '@caregate/kit-service';
import type { ImagingConfig } from '../config.js';
import { archiveMetrics } from './archive-metrics.js';
import { startImagingCore } from './imaging-core.js';
import { imagingHost } from './imaging-host.js';
import { ImagingModule } from './imaging.module.js';
import { version } from './version.js';

export interface RunningImaging {
  /** Where it listens; of use where the port was 0. */
  readonly port: number;
  /** Takes its time, so that proxies notice; `stop` follows. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens Streamable HTTP. */
export async function startImaging(config: ImagingConfig, logger: Logger): Promise<RunningImaging> {
  const metrics = new Metrics({ service: 'imaging-mcp', version });
  const core = await startImagingCore(config, logger, archiveMetrics(metrics));
  observeCore(metrics, core);
  const rates = await mcpRates('imaging', config);
  const host = imagingHost(config, core, logger, {
    metrics: mcpMetrics(metrics),
    ...(rates === undefined ? {} : { rates }),
  });
  const app = await createHttpApp(ImagingModule.of(host, core.services.downloads), {
    adapter: 'fastify',
    service: 'imaging-mcp',
    version,
    logger,
    access: { verifier: core.verifier, authorizer: core.authorizer },
    audit: core.audit,
    health: coreHealth(core, { version, logger }),
    metrics,
    trustedProxies: config.TRUSTED_PROXIES,
  });
  mountHandler(app, { path: '/mcp', name: 'mcp', handler: (request, response) => host.handleHttp(request, response) });
  const server: Server = app.getHttpServer();
  await app.listen(config.PORT, config.HOST);
  await core.announce('service.started');
  return {
    port: portOf(server),
    leave: () => leaveHttpApp(app, config.STOP_DELAY_SECONDS),
    stop: async () => {
      await host.close();
      await stopHttpApp(app);
      await core.announce('service.stopped');
      rates?.close();
      await core.stop();
    },
  };
}
