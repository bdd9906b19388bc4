import { Console } from 'node:console';
import { loadConfig } from '@caregate/kit-config';
import { createLogger, Metrics, runApp } from '@caregate/kit-http';
import { z } from 'zod';
import { imagingConfig } from './config.js';
import { archiveMetrics } from './server/archive-metrics.js';
import { startImagingCore } from './server/imaging-core.js';
import { imagingHost } from './server/imaging-host.js';
import { version } from './server/version.js';

const config = loadConfig(
  imagingConfig.extend({
    CAREGATE_ACCESS_TOKEN: z.string().optional().describe('Token of the person or client for whom this process acts'),
  }),
);
// Standard output belongs to the protocol, whatever a library has to say.
globalThis.console = new Console(process.stderr);
const logger = createLogger({
  service: 'imaging-mcp-stdio',
  level: config.LOG_LEVEL,
  profile: config.CAREGATE_PROFILE,
  destination: 2,
});

await runApp({
  logger,
  start: async () => {
    // Nobody scrapes a process of one person; the archives tell all the same.
    const metrics = new Metrics({ service: 'imaging-mcp', version });
    const core = await startImagingCore(config, logger, archiveMetrics(metrics));
    const host = imagingHost(config, core, logger);
    const { CAREGATE_ACCESS_TOKEN: accessToken } = config;
    const served = host.serveStdio(accessToken === undefined ? {} : { accessToken });
    const stop = async () => {
      await host.close();
      await core.stop();
    };
    void served.then(() => process.kill(process.pid, 'SIGTERM'));
    return { stop };
  },
  stop: (running) => running.stop(),
});
