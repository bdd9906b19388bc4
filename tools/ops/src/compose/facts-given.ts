import { OperationRefused } from '../operation-refused.error.js';
import { deploymentFacts, type DeploymentFacts } from './deployment-facts.js';

const wayOut = 'docs/guides/run-in-production.md shows the whole command.';

/** The options of `npm run deploy:setup`, by what they are for. */
const options: Readonly<Record<string, string>> = {
  host: 'host',
  'identityProvider.title': 'idp-title',
  'identityProvider.issuer': 'idp-issuer',
  'identityProvider.clientId': 'idp-client-id',
  'identityProvider.clientSecret': 'idp-client-secret-file',
  'administrator.subject': 'admin-subject',
  'administrator.name': 'admin-name',
  'administrator.email': 'admin-email',
};

/** What the command line says, or a refusal that names the option at fault. */
export function factsGiven(
  given: Readonly<Record<string, string | undefined>>,
  readSecret: (file: string) => string,
): DeploymentFacts {
  const facts = deploymentFacts.safeParse({
    host: given['host'],
    identityProvider: {
      title: given['idp-title'],
      issuer: given['idp-issuer'],
      clientId: given['idp-client-id'],
      clientSecret: secretIn(given['idp-client-secret-file'], readSecret),
    },
    administrator: { subject: given['admin-subject'], name: given['admin-name'], email: given['admin-email'] },
  });
  if (facts.success) return facts.data;
  const missing = Object.values(options).filter((name) => given[name] === undefined && name !== 'idp-title');
  if (missing.length > 0) throw new OperationRefused(`Missing: --${missing.join(' --')}.`, wayOut);
  const [issue] = facts.error.issues;
  throw new OperationRefused(`--${options[issue?.path.join('.') ?? '']}: ${issue?.message}.`, wayOut);
}

/** Words of a command line can be read by everybody on the machine, so that the secret comes in a file. */
function secretIn(file: string | undefined, read: (file: string) => string): string | undefined {
  try {
    return file === undefined ? undefined : read(file).trim();
  } catch (cause) {
    throw new OperationRefused(`${file} cannot be read.`, wayOut, { cause });
  }
}
