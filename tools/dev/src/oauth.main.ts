import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { addressesOf } from './stack/addresses.js';
import { ensureAnchorKey } from './stack/anchor-key.js';
import { authEnvironment } from './stack/apps/auth.app.js';
import { describeFailure } from './stack/describe-failure.js';
import { repository } from './stack/installation.js';
import { usualPorts } from './stack/ports.js';
import { runningPostmaster } from './stack/postmaster.js';
import { ensureSecrets } from './stack/secrets.js';
import { StartRefused } from './stack/start-refused.error.js';
import { openStateFolder } from './stack/state-folder.js';

/** Where the command looks; the rest of the command line is the command's own. */
const local = z.object({
  DATABASE_URL: z.string().optional(),
  CAREGATE_FOLDER: z.string().default('.caregate'),
});

/**
 * Administers applications, tokens and grants: of the deployment whose variables are set, or else of the local stack that
 * runs from `.caregate` (or CAREGATE_FOLDER).
 */
function main(): number {
  const { DATABASE_URL: url, CAREGATE_FOLDER: folder } = loadConfig(local);
  const environment = url === undefined ? localEnvironment(path.resolve(folder)) : {};
  const entry = path.join(repository, 'apps/auth/dist/oauth.main.js');
  // oxlint-disable-next-line node/no-process-env -- what a deployment has set is handed on as it is
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [entry, ...process.argv.slice(2)], { stdio: 'inherit', env }).status ?? 1;
}

function localEnvironment(root: string): Record<string, string> {
  if (!existsSync(path.join(root, 'secrets.json')))
    throw new StartRefused(
      `There is no installation in ${root}.`,
      'npm start makes one; CAREGATE_FOLDER names another.',
    );
  const folder = openStateFolder(root);
  const port = runningPostmaster(folder.postgres)?.port;
  if (port === undefined) throw new StartRefused('CareGate does not run.', 'Start it with npm run up, and ask again.');
  const secrets = ensureSecrets(folder.file('secrets.json'));
  return authEnvironment({
    folder,
    programs: repository,
    ports: usualPorts,
    addresses: addressesOf(usualPorts),
    secrets,
    anchorKey: ensureAnchorKey(folder.file('anchor-key.pem')),
    databaseUrl: (role) => `postgresql://${role}:${secrets.databaseRoles[role]}@127.0.0.1:${port}/caregate`,
    redisUrl: undefined,
    pacs: undefined,
    logLevel: 'warn',
  });
}

try {
  process.exitCode = main();
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exitCode = 2;
}
