import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { tryTransports, type TryTarget } from './ehr/try-client.js';
import { tryTools } from './ehr/try-tools.js';
import { addressesOf } from './stack/addresses.js';
import { ensureAnchorKey } from './stack/anchor-key.js';
import { ehrEnvironment } from './stack/apps/ehr.app.js';
import { clientToken } from './stack/client-token.js';
import { describeFailure } from './stack/describe-failure.js';
import { repository } from './stack/installation.js';
import { usualPorts } from './stack/ports.js';
import { runningPostmaster } from './stack/postmaster.js';
import { ensureSecrets } from './stack/secrets.js';
import { StartRefused } from './stack/start-refused.error.js';
import { openStateFolder } from './stack/state-folder.js';

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
  const { CAREGATE_FOLDER: root } = loadConfig(z.object({ CAREGATE_FOLDER: z.string().default('.caregate') }));
  if (!existsSync(path.join(root, 'secrets.json')))
    throw new StartRefused(
      `There is no installation in ${root}.`,
      'npm start makes one; CAREGATE_FOLDER names another.',
    );
  const folder = openStateFolder(path.resolve(root));
  const port = runningPostmaster(folder.postgres)?.port;
  if (port === undefined) throw new StartRefused('CareGate does not run.', 'Start it with npm run up, and ask again.');
  const secrets = ensureSecrets(folder.file('secrets.json'));
  const addresses = addressesOf(usualPorts);
  const environment = ehrEnvironment({
    folder,
    programs: repository,
    ports: usualPorts,
    addresses,
    secrets,
    anchorKey: ensureAnchorKey(folder.file('anchor-key.pem')),
    databaseUrl: (role) => `postgresql://${role}:${secrets.databaseRoles[role]}@127.0.0.1:${port}/caregate`,
    redisUrl: undefined,
    pacs: undefined,
    logLevel: 'warn',
  });
  return {
    mcpUrl: addresses.ehrMcp,
    socketUrl: addresses.ehrSocket,
    stdio: { entry: path.join(repository, 'apps/ehr-mcp/dist/stdio.main.js'), environment },
    token: await clientToken({ folder, addresses }, client),
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exitCode = 2;
}
