import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { DeployedStack } from './deployed-stack.js';
import type { TestDeployment } from './test-deployment.js';
import { walkFacts, type WalkFacts } from './walk/walk-facts.js';

const clientsFile = '/var/lib/caregate/clients/clients.json';
const seeded = z.strictObject({ patients: z.record(z.string(), z.string()), studies: walkFacts.shape.studies });
const access = z.looseObject({ relations: z.array(z.unknown()) });

/** Fills the deployment, and says through `prepare` who may see whom, as its operator would. */
export async function seedDeployment(
  stack: DeployedStack,
  { accessFile }: TestDeployment,
): Promise<Pick<WalkFacts, 'clients' | 'studies'>> {
  const { patients, studies } = seeded.parse(JSON.parse(await stack.run('seed')));
  const known = access.parse(JSON.parse(readFileSync(accessFile, 'utf8')));
  const relations = [
    { appId: 'hospital-ehr-app', kind: 'organisation', reason: 'test' },
    { appId: 'patient-portal', patientId: patients['MRN001'], kind: 'self', reason: 'test' },
  ];
  // In place: a container has mounted this very file.
  writeFileSync(accessFile, JSON.stringify({ ...known, relations }));
  const words = ['setup', '--clients', clientsFile, '--access', '/run/secrets/access'];
  await stack.run('prepare', 'apps/auth/dist/admin.main.js', ...words);
  const print = `process.stdout.write(require('node:fs').readFileSync('${clientsFile}'))`;
  const clients = walkFacts.shape.clients.parse(JSON.parse(await stack.run('prepare', '-e', print)));
  return { clients, studies };
}
