import { programConfig, stdioVariables } from '@caregate/kit-config';
import { runStdio } from '@caregate/kit-mcp';
import { ehrConfig } from './config.js';
import { startEhrCore } from './server/ehr-core.js';
import { ehrHost } from './server/ehr-host.js';

const config = programConfig(ehrConfig.extend(stdioVariables));

await runStdio('ehr-mcp-stdio', config, async (logger) => {
  const core = await startEhrCore(config, logger);
  return { host: ehrHost(config, core, logger), stop: () => core.stop() };
});
