import { programConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { imagingConfig } from './config.js';
import { startImaging } from './server/start-imaging.js';

const config = programConfig(imagingConfig);
const logger = createLogger({ service: 'imaging-mcp', level: config.LOG_LEVEL, profile: config.CAREGATE_PROFILE });

await runApp({
  logger,
  exitWithParent: config.CAREGATE_EXIT_WITH_PARENT,
  start: () => startImaging(config, logger),
  leave: (imaging) => imaging.leave(),
  stop: (imaging) => imaging.stop(),
});
