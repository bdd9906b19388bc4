import { loadConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { startAuthApp, type AuthApp } from './auth-app.js';
import { configSchema } from './config.js';

const config = loadConfig(configSchema);
const logger = createLogger({ service: 'auth', level: config.logLevel, profile: config.profile });

await runApp<AuthApp>({
  start: async () => {
    const app = await startAuthApp({ config, logger });
    logger.info({ port: app.port, verifyPort: app.verifyPort, issuer: config.issuer }, 'ready');
    return app;
  },
  stop: (app) => app.stop(),
  logger,
  exitWithParent: config.exitWithParent,
});
