import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { authEnvironment } from './stack/apps/auth.app.js';
import { describeFailure } from './stack/words/describe-failure.js';
import { folderApart } from './stack/folder/folder-apart.js';
import { repository } from './stack/folder/installation.js';
import { runningInstallation } from './stack/folder/running-installation.js';
import { StartRefused } from './stack/words/start-refused.error.js';

/**
 * Administers applications, tokens and grants: of the deployment whose variables are set, or else of the local stack that
 * runs from a folder. The rest of the command line is the command's own.
 */
function main(): number {
  const { DATABASE_URL: url } = loadConfig(z.object({ DATABASE_URL: z.string().optional() }));
  const { folder, others } = folderApart(process.argv.slice(2));
  if (url !== undefined && folder !== undefined)
    throw new StartRefused(
      'DATABASE_URL names a deployment, and --folder or CAREGATE_FOLDER an installation on this machine.',
      'Name only the one that is meant.',
    );
  const isLocal = url === undefined && !others.some((word) => ['--help', '-h', 'help'].includes(word));
  const environment = isLocal ? authEnvironment(runningInstallation(folder)) : {};
  const entry = path.join(repository, 'apps/auth/dist/oauth.main.js');
  // oxlint-disable-next-line node/no-process-env -- what a deployment has set is handed on as it is
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [entry, ...others], { stdio: 'inherit', env }).status ?? 1;
}

try {
  process.exitCode = main();
} catch (error) {
  const { sentence, wayOut } = describeFailure(error);
  process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
  process.exitCode = 2;
}
