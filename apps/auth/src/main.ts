import { ConfigInvalid, loadConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { startAuthApp } from './auth-app.js';
import { configSchema, type AuthConfig } from './config.js';

try {
  await run(loadConfig(configSchema));
} catch (error) {
  if (!(error instanceof ConfigInvalid)) throw error;
  // Without a configuration there is no logger yet.
  process.stderr.write(`${error.publicMessage}\n`);
  process.exitCode = 1;
}

async function run(config: AuthConfig): Promise<void> {
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
}
