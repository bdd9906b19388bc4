import { runningPostmaster } from '@caregate/postgres';
import { addressesOf } from '../ports/addresses.js';
import { anchorKeyFileOf, ensureAnchorKey } from '../anchor-key.js';
import { repository, type Installation } from './installation.js';
import { installedFolder } from './installed-folder.js';
import { runningPorts } from '../ports/running-ports.js';
import { ensureSecrets } from './secrets.js';
import { StartRefused } from '../words/start-refused.error.js';

/** What another process needs to speak to the stack that runs from a folder, on whatever ports. */
export function runningInstallation(name: string | undefined): Installation {
  const folder = installedFolder(name);
  const port = runningPostmaster(folder.postgres)?.port;
  if (port === undefined) throw new StartRefused('CareGate does not run.', 'Start it with npm run up, and ask again.');
  const secrets = ensureSecrets(folder.file('secrets.json'));
  const ports = runningPorts(folder);
  return {
    folder,
    programs: repository,
    ports,
    addresses: addressesOf(ports),
    secrets,
    anchorKey: ensureAnchorKey(anchorKeyFileOf(folder)),
    databaseUrl: (role) => `postgresql://${role}:${secrets.databaseRoles[role]}@127.0.0.1:${port}/caregate`,
    redisUrl: undefined,
    pacs: undefined,
    logLevel: 'warn',
  };
}
