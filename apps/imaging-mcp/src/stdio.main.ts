import { programConfig, stdioVariables } from '@caregate/kit-config';
import { Metrics } from '@caregate/kit-http';
import { runStdio } from '@caregate/kit-mcp';
import { imagingConfig } from './config.js';
import { archiveMetrics } from './server/archive-metrics.js';
import { startImagingCore } from './server/imaging-core.js';
import { imagingHost } from './server/imaging-host.js';
import { version } from './server/version.js';

const config = programConfig(imagingConfig.extend(stdioVariables));

await runStdio('imaging-mcp-stdio', config, async (logger) => {
  // Nobody scrapes a process of one person; the archives tell all the same.
  const metrics = new Metrics({ service: 'imaging-mcp', version });
  const core = await startImagingCore(config, logger, archiveMetrics(metrics));
  return { host: imagingHost(config, core, logger), stop: () => core.stop() };
});
