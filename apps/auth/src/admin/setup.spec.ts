import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { machineToken } from '../testing/seeded-client.fixture.js';
import { withAdminTools } from './admin-tools.js';
import { seedClients } from '../clients/seed-clients.js';
import type { ClientCredentials } from './credentials-file.js';

const published = 'client_I7T_TK2uPpa0CBPxEQzTaKuNenTlSBzCfN8LRON-xLE';

describe('setting up', () => {
  let auth: GivenAuth;
  let folder: string;
  beforeAll(async () => {
    auth = await givenAuth();
    folder = await mkdtemp(path.join(os.tmpdir(), 'caregate-setup-'));
  });
  afterAll(async () => {
    await auth.close();
    await rm(folder, { recursive: true });
  });

  const credentials = () => path.join(folder, 'oauth_clients_credentials.json');
  const read = async () => JSON.parse(await readFile(credentials(), 'utf8')) as ClientCredentials[];
  const seed = () => withAdminTools(auth.config, ({ seedClients }) => seedClients.run(credentials()));

  it('takes over a client id that is published already, and makes the rest', async () => {
    await writeFile(credentials(), JSON.stringify([{ app_id: 'copilot-studio', client_id: published }]));
    await seed();
    const all = await read();
    expect(all.map(({ app_id: appId }) => appId)).toEqual([
      'copilot-studio',
      'hospital-ehr-app',
      'patient-portal',
      'lab-integration',
      'pharmacy-system',
      'nurse-station',
      'agents',
      'health-record',
    ]);
    expect(all[0]?.client_id).toBe(published);
    expect(all[1]?.client_id).toMatch(/^client_[\w-]{43}$/);
    expect(all.every(({ client_secret: secret }) => /^[\w-]{64}$/.test(secret))).toBe(true);
  });

  it('leaves a file that only its owner can read', async () => {
    expect(((await stat(credentials())).mode & 0o777).toString(8)).toBe('600');
  });

  it('makes clients that can authenticate, and puts them on the trail', async () => {
    const [copilot] = await read();
    await expect(machineToken(auth, copilot)).resolves.toMatch(/^eyJ/);
    expect(await auth.trail('oauth.client.registered')).toHaveLength(seedClients.length);
  });

  it('changes nothing when it runs again', async () => {
    const before = await read();
    await seed();
    expect(await read()).toEqual(before);
    expect(await auth.trail('oauth.client.updated')).toEqual([]);
  });

  it('gives new secrets when the file is lost, and the database follows the file', async () => {
    const [old] = await read();
    await writeFile(credentials(), JSON.stringify([{ app_id: 'copilot-studio', client_id: published }]));
    await seed();
    const [renewed] = await read();
    await expect(machineToken(auth, old)).rejects.toThrow('401');
    await expect(machineToken(auth, renewed)).resolves.toMatch(/^eyJ/);
  });

  it('adds people before they first sign in, and their relations, once', async () => {
    const patientId = randomUUID();
    const { issuer } = auth.idp;
    const file = path.join(folder, 'access.json');
    const person = { issuer, subject: 'doctor', name: 'Dr. Sarah Smith', email: 'sarah@hosp.example', role: 'doctor' };
    const relations = [
      { identity: { issuer, subject: 'doctor' }, patientId, kind: 'assignment' },
      { appId: 'copilot-studio', kind: 'organisation' },
      { subject: 'somebody', patientId, kind: 'family' },
    ];
    await writeFile(file, JSON.stringify({ people: [person], relations }));
    const run = () => withAdminTools(auth.config, ({ seedAccess }) => seedAccess.run(file));
    expect(await run()).toEqual({ people: 1, relations: 3 });
    expect(await run()).toEqual({ people: 0, relations: 0 });
    await auth.signedIn();
    const rows = await auth.ask(
      `select r.kind, r.subject = u.id::text as theirs from access.relation r, auth.user_account u
       where r.kind = 'assignment'`,
    );
    expect(rows).toEqual([{ kind: 'assignment', theirs: true }]);
    expect(await auth.trail('relation.changed')).toHaveLength(3);
  });

  it('refuses a relation of somebody whom nobody knows', async () => {
    const file = path.join(folder, 'unknown.json');
    await writeFile(file, JSON.stringify({ relations: [{ appId: 'nobody', kind: 'organisation' }] }));
    const run = withAdminTools(auth.config, ({ seedAccess }) => seedAccess.run(file));
    await expect(run).rejects.toThrow('Nobody is known as nobody.');
  });
});
