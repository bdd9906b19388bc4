import { programConfig } from '@caregate/kit-config';
import { createLogger, runApp } from '@caregate/kit-http';
import { probeConfig } from './probe/probe-config.js';
import { startProbe } from './probe/start-probe.js';

const config = programConfig(probeConfig);

await runApp({
  logger: createLogger({ service: 'probe', profile: 'production' }),
  exitWithParent: false,
  start: () => startProbe(config),
  stop: (probe) => probe.stop(),
});
