import { programConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { ehrConfig } from './config.js';
import { startEhr } from './server/start-ehr.js';

const config = programConfig(ehrConfig);
const logger = createLogger({ service: 'ehr-mcp', level: config.LOG_LEVEL, profile: config.CAREGATE_PROFILE });

await runApp({
  logger,
  exitWithParent: config.CAREGATE_EXIT_WITH_PARENT,
  start: () => startEhr(config, logger),
  leave: (ehr) => ehr.leave(),
  stop: (ehr) => ehr.stop(),
});
