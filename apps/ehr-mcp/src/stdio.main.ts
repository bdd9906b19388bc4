import { Console } from 'node:console';
import { loadConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { z } from 'zod';
import { ehrConfig } from './config.js';
import { startEhrCore } from './server/ehr-core.js';
import { ehrHost } from './server/ehr-host.js';

const config = loadConfig(
  ehrConfig.extend({
    CAREGATE_ACCESS_TOKEN: z.string().optional().describe('Token of the person or client for whom this process acts'),
  }),
);
// Standard output belongs to the protocol, also when a library wants to print.
globalThis.console = new Console(process.stderr);
const logger = createLogger({
  service: 'ehr-mcp-stdio',
  level: config.LOG_LEVEL,
  profile: config.CAREGATE_PROFILE,
  destination: 2,
});

await runApp({
  logger,
  start: async () => {
    const core = await startEhrCore(config, logger);
    const host = ehrHost(config, core, logger);
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
