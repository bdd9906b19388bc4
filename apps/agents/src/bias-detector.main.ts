import { programConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { biasDetectorConfig } from './config.js';
import { startBiasDetector } from './server/start-bias-detector.js';

const config = programConfig(biasDetectorConfig);
const logger = createLogger({ service: 'bias-detector', level: config.LOG_LEVEL, profile: config.CAREGATE_PROFILE });

await runApp({
  logger,
  exitWithParent: config.CAREGATE_EXIT_WITH_PARENT,
  start: () => startBiasDetector(config, logger),
  stop: (detector) => detector.stop(),
});
