import { programConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { bridgeConfig } from './config.js';
import { startBridge } from './server/start-bridge.js';

const config = programConfig(bridgeConfig);
const logger = createLogger({ service: 'bridge', level: config.LOG_LEVEL, profile: config.CAREGATE_PROFILE });

await runApp({
  logger,
  exitWithParent: config.CAREGATE_EXIT_WITH_PARENT,
  start: () => startBridge(config, logger),
  leave: (bridge) => bridge.leave(),
  stop: (bridge) => bridge.stop(),
});
