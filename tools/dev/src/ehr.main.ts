import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { tryTransports, type TryTarget } from './ehr/try-client.js';
import { tryTools } from './ehr/try-tools.js';
import { ehrEnvironment } from './stack/apps/ehr.app.js';
import { clientToken } from './stack/client-token.js';
import { describeFailure } from './stack/words/describe-failure.js';
import { repository } from './stack/folder/installation.js';
import { runningInstallation } from './stack/folder/running-installation.js';
import { StartRefused } from './stack/words/start-refused.error.js';

const usage =
  'npm run ehr -- try [tool] [--arg name=value …] [--transport http|ws|stdio] [--client app_id] [--folder path]';

/** `npm run ehr -- try`: a client of the health record that runs from a folder. */
async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: {
      arg: { type: 'string', multiple: true, default: [] },
      transport: { type: 'string', default: 'http' },
      client: { type: 'string', default: 'copilot-studio' },
      folder: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [command, tool] = positionals;
  const transport = z.enum(tryTransports).safeParse(values.transport);
  if (command !== 'try' || !transport.success) throw new StartRefused('This is not how to ask.', usage);
  return tryTools(await targetOf(values.folder, values.client), {
    transport: transport.data,
    tool,
    given: values.arg,
    print: (line) => void process.stdout.write(`${line}\n`),
  });
}

async function targetOf(folder: string | undefined, client: string): Promise<TryTarget> {
  const installation = runningInstallation(folder);
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
