import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { deploymentFacts, type DeploymentFacts } from './compose/deployment-facts.js';
import { setUp } from './compose/set-up.js';
import { OperationRefused } from './operation-refused.error.js';
import { runCommand } from './run-command.js';

const wayOut = 'docs/guides/run-in-production.md shows the whole command.';

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: 'deploy/compose' },
      host: { type: 'string' },
      'idp-title': { type: 'string' },
      'idp-issuer': { type: 'string' },
      'idp-client-id': { type: 'string' },
      'idp-client-secret-file': { type: 'string' },
      'admin-subject': { type: 'string' },
      'admin-name': { type: 'string' },
      'admin-email': { type: 'string' },
    },
  });
  const folder = path.resolve(values.folder);
  const names = setUp(folder, factsOf(values));
  process.stdout.write(`Written: ${folder}/.env, and in ${folder}/secrets: ${names.join(', ')}.\n`);
  return 0;
});

function factsOf(given: Readonly<Record<string, string | undefined>>): DeploymentFacts {
  const facts = deploymentFacts.safeParse({
    host: given['host'],
    identityProvider: {
      title: given['idp-title'],
      issuer: given['idp-issuer'],
      clientId: given['idp-client-id'],
      clientSecret: secretIn(given['idp-client-secret-file']),
    },
    administrator: { subject: given['admin-subject'], name: given['admin-name'], email: given['admin-email'] },
  });
  if (facts.success) return facts.data;
  const [issue] = facts.error.issues;
  throw new OperationRefused(`${issue?.path.join('.')}: ${issue?.message}.`, wayOut);
}

/** Words of a command line can be read by everybody on the machine, so that the secret comes in a file. */
function secretIn(file: string | undefined): string | undefined {
  try {
    return file === undefined ? undefined : readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new OperationRefused(`${file} cannot be read.`, wayOut, { cause });
  }
}
