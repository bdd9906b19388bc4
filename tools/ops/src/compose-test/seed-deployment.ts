import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { DeployedStack } from './deployed-stack.js';
import type { TestDeployment } from './test-deployment.js';
import { walkFacts, type WalkFacts } from './walk/walk-facts.js';

const clientsFile = '/var/lib/caregate/clients/clients.json';
const secretOf = z.looseObject({ client_id: z.string(), client_secret: z.string() });
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
  return { clients: [...clients, await addSupervisor(stack)], studies };
}

/** A machine that may create tasks: no site is delivered with one, so an operator adds it with `oauth clients add`. */
async function addSupervisor(stack: DeployedStack): Promise<WalkFacts['clients'][number]> {
  const scopes = ['read:agents', 'read:tasks', 'write:tasks'];
  const wanted = JSON.stringify({ app_id: 'shift-lead', app_name: 'Shift lead', role: 'supervisor', scopes });
  const add = `echo '${wanted}' >/tmp/lead.json && exec node apps/auth/dist/oauth.main.js clients add /tmp/lead.json`;
  const added = await stack.exec('auth', 'sh', '-c', add);
  return { app_id: 'shift-lead', ...secretOf.parse(JSON.parse(added)) };
}
