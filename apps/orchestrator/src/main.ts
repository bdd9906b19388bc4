import { programConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { orchestratorConfig } from './config.js';
import { startOrchestrator } from './server/start-orchestrator.js';

const config = programConfig(orchestratorConfig);
const logger = createLogger({ service: 'orchestrator', level: config.LOG_LEVEL, profile: config.CAREGATE_PROFILE });

await runApp({
  logger,
  exitWithParent: config.CAREGATE_EXIT_WITH_PARENT,
  start: () => startOrchestrator(config, logger),
  leave: (orchestrator) => orchestrator.leave(),
  stop: (orchestrator) => orchestrator.stop(),
});
