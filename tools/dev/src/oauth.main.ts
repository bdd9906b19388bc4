import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { authEnvironment } from './stack/apps/auth.app.js';
import { describeFailure } from './stack/words/describe-failure.js';
import { repository } from './stack/folder/installation.js';
import { runningInstallation } from './stack/folder/running-installation.js';

/** Where the command looks; the rest of the command line is the command's own. */
const local = z.object({
  DATABASE_URL: z.string().optional(),
  CAREGATE_FOLDER: z.string().optional(),
});

/**
 * Administers applications, tokens and grants: of the deployment whose variables are set, or else of the local stack that
 * runs from `.caregate` (or CAREGATE_FOLDER).
 */
function main(): number {
  const { DATABASE_URL: url, CAREGATE_FOLDER: folder } = loadConfig(local);
  const asked = process.argv.slice(2);
  const isLocal = url === undefined && !asked.some((word) => ['--help', '-h', 'help'].includes(word));
  const environment = isLocal ? authEnvironment(runningInstallation(folder)) : {};
  const entry = path.join(repository, 'apps/auth/dist/oauth.main.js');
  // oxlint-disable-next-line node/no-process-env -- what a deployment has set is handed on as it is
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [entry, ...asked], { stdio: 'inherit', env }).status ?? 1;
}

try {
  process.exitCode = main();
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exitCode = 2;
}
