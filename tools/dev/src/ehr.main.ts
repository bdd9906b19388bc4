import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { tryTransports, type TryTarget } from './ehr/try-client.js';
import { tryTools } from './ehr/try-tools.js';
import { ehrEnvironment } from './stack/apps/ehr.app.js';
import { clientToken } from './stack/client-token.js';
import { describeFailure } from './stack/words/describe-failure.js';
import { repository } from './stack/folder/installation.js';
import { runningInstallation } from './stack/folder/running-installation.js';
import { StartRefused } from './stack/words/start-refused.error.js';

const usage = 'npm run ehr -- try [tool] [--arg name=value …] [--transport http|ws|stdio] [--client app_id]';

/** `npm run ehr -- try`: a client of the health record that runs from `.caregate` (or CAREGATE_FOLDER). */
async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: {
      arg: { type: 'string', multiple: true, default: [] },
      transport: { type: 'string', default: 'http' },
      client: { type: 'string', default: 'copilot-studio' },
    },
    allowPositionals: true,
  });
  const [command, tool] = positionals;
  const transport = z.enum(tryTransports).safeParse(values.transport);
  if (command !== 'try' || !transport.success) throw new StartRefused('This is not how to ask.', usage);
  return tryTools(await targetOf(values.client), {
    transport: transport.data,
    tool,
    given: values.arg,
    print: (line) => void process.stdout.write(`${line}\n`),
  });
}

async function targetOf(client: string): Promise<TryTarget> {
  const { CAREGATE_FOLDER: root } = loadConfig(z.object({ CAREGATE_FOLDER: z.string().optional() }));
  const installation = runningInstallation(root);
  const { addresses } = installation;
  return {
    mcpUrl: addresses.ehrMcp,
    socketUrl: addresses.ehrSocket,
    stdio: {
      entry: path.join(repository, 'apps/ehr-mcp/dist/stdio.main.js'),
      environment: ehrEnvironment(installation),
    },
    token: await clientToken(installation, client),
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exitCode = 2;
}
