import { programConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { startAuthApp } from './auth-app.js';
import { configSchema } from './config.js';

const config = programConfig(configSchema);
const logger = createLogger({ service: 'auth', level: config.logLevel, profile: config.profile });

await runApp({
  start: async () => {
    const app = await startAuthApp({ config, logger });
    logger.info({ port: app.port, verifyPort: app.verifyPort, issuer: config.issuer }, 'ready');
    return app;
  },
  leave: (app) => app.leave(),
  stop: (app) => app.stop(),
  logger,
  exitWithParent: config.exitWithParent,
});
