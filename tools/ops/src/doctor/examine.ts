import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInstalled, superuserPasswordOf, type LocalFolder } from '../local/local-folder.js';
import { postmasterOf } from '../local/postmaster.js';
import { viewStack } from '../local/view-stack.js';
import { checkAudit } from './audit.check.js';
import { checkCertificate } from './certificate.check.js';
import { checkClock } from './clock.check.js';
import { checkDatabase } from './database.check.js';
import { checkDisk } from './disk.check.js';
import { skipped, type Finding } from './finding.js';
import { checkFolder } from './folder.check.js';
import { checkMemory } from './memory.check.js';
import { checkNode } from './node.check.js';
import { checkPorts } from './ports.check.js';
import { checkSecrets } from './secrets.check.js';
import { checkStack } from './stack.check.js';

export interface Patient {
  readonly folder: LocalFolder;
  /** What a start of the stack listens on. */
  readonly ports: readonly number[];
  /** Public address of a deployment whose certificate is to be looked at. */
  readonly edge?: URL | undefined;
}

/** Looks at everything that has to be right for CareGate to run, in the order in which one would repair it. */
export async function examine({ folder, ports, edge }: Patient): Promise<readonly Finding[]> {
  const view = await viewStack(folder);
  const isRunning = view.owner !== undefined;
  return [
    await checkNode(),
    await checkFolder(folder.root),
    await checkDisk(folder.root),
    ...(isRunning ? [] : [await checkMemory()]),
    isRunning ? await checkStack(view) : await checkPorts(ports),
    await checkSecrets(secretFilesOf(folder)),
    ...(await databaseFindings(folder)),
    edge === undefined
      ? skipped('certificate', 'No --edge was named whose certificate could be looked at.')
      : await checkCertificate({ url: edge }),
  ];
}

async function databaseFindings(folder: LocalFolder): Promise<readonly Finding[]> {
  if (!isInstalled(folder)) return [skipped('postgres', `Nothing is installed in ${folder.root}; npm run up does it.`)];
  const server = postmasterOf(folder);
  if (server === undefined)
    return [
      skipped('postgres', 'The database does not run, so schema and audit trail were not looked at.'),
      await checkClock({ name: 'the newest file of the installation', at: newestIn(folder) }),
    ];
  const url = `postgresql://postgres:${superuserPasswordOf(folder)}@127.0.0.1:${server.port}/caregate`;
  const findings = await checkDatabase(url);
  const isReached = findings.some(({ check, state }) => check === 'postgres' && state === 'ok');
  return isReached ? [...findings, await checkAudit(folder, url)] : findings;
}

function secretFilesOf(folder: LocalFolder): string[] {
  const compose = path.resolve('deploy/compose/secrets');
  const deployed = existsSync(compose) ? readdirSync(compose).map((name) => path.join(compose, name)) : [];
  return [folder.file('secrets.json'), folder.file('anchor-key.pem'), ...deployed];
}

/** A clock that fell back (an empty battery, a restored machine) is older than what was written before. */
function newestIn(folder: LocalFolder): Date {
  const times = readdirSync(folder.root).map((name) => statSync(folder.file(name)).mtimeMs);
  return new Date(Math.max(Date.now(), ...times));
}
