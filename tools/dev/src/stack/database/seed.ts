import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { ProgramEntry } from '../../programs/program-entries.js';
import type { Person } from '../../sandbox/people.js';
import { authEnvironment } from '../apps/auth.app.js';
import { workOnData } from '../data-work/data-work.js';
import type { Database } from './database.js';
import { compileCache, type Installation } from '../folder/installation.js';
import { credentialsFile, refuseDamagedClients } from './seeded-clients.js';
import { SetupStamp } from './setup-stamp.js';
import { StartRefused } from '../words/start-refused.error.js';
import { writePrivately } from '../folder/state-folder.js';

/** Machine clients of the older EHR server that serve every patient; the portal is bound to one. */
const organisationClients = ['copilot-studio', 'hospital-ehr-app', 'nurse-station'];
const portal = { appId: 'patient-portal', mrn: 'MRN001' };

/** The synthetic clinic; nothing happens when patients are there already. */
export async function seedRecords(database: Database): Promise<void> {
  // Making the clinic takes longer than the look whether it is needed; the loading looks again by itself.
  const [known] = await ask<{ any: boolean }>(database, 'SELECT EXISTS (SELECT FROM ehr.patient) AS any');
  if (known?.any !== true) await workOnData({ task: 'seed', adminUrl: database.adminUrl });
}

/** Signing keys, machine clients, sandbox people, and who may see whom; what is there already stays as it is. */
export async function seedAccess(
  installation: Installation,
  people: readonly Person[],
  database: Database,
): Promise<void> {
  const { folder, addresses } = installation;
  const patientIds = await patientIdsOf(database, [portal.mrn, ...people.flatMap(({ mrns }) => mrns)]);
  const access = accessOf(people, addresses.identityProvider, patientIds);
  writePrivately(folder.file('access.json'), `${JSON.stringify(access, null, 2)}\n`);
  const stamp = new SetupStamp(folder, database.adminUrl);
  if (await stamp.isCurrent()) return;
  await setUp(installation);
  await stamp.renew();
}

async function setUp(installation: Installation): Promise<void> {
  const { folder, programs } = installation;
  refuseDamagedClients(folder);
  const entry: ProgramEntry = 'apps/auth/dist/admin.main.js';
  const files = ['--clients', folder.file(credentialsFile), '--access', folder.file('access.json')];
  try {
    await promisify(execFile)(process.execPath, [path.join(programs, entry), 'setup', ...files], {
      env: { ...authEnvironment(installation), NODE_COMPILE_CACHE: compileCache },
    });
  } catch (error) {
    const told = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new StartRefused(`Clients and people could not be set up: ${told}`, 'npm run reset starts afresh.', {
      cause: error,
    });
  }
}

function accessOf(people: readonly Person[], issuer: string, patientIds: ReadonlyMap<string, string>) {
  const ofPeople = people.flatMap(({ login, role, mrns }) =>
    mrns.map((mrn) => ({
      identity: { issuer, subject: login },
      patientId: patientIds.get(mrn),
      kind: role === 'patient' ? 'self' : 'assignment',
      reason: 'sandbox',
    })),
  );
  const ofClients = organisationClients.map((appId) => ({ appId, kind: 'organisation', reason: 'sandbox' }));
  const ofPortal = { appId: portal.appId, patientId: patientIds.get(portal.mrn), kind: 'self', reason: 'sandbox' };
  return {
    people: people.map(({ login, name, email, role }) => ({ issuer, subject: login, name, email, role })),
    relations: [...ofPeople, ...ofClients, ofPortal],
  };
}

async function patientIdsOf(database: Database, mrns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const sql = 'SELECT mrn, id FROM ehr.patient WHERE mrn = ANY ($1)';
  const rows = await ask<{ mrn: string; id: string }>(database, sql, [mrns]);
  return new Map(rows.map(({ mrn, id }) => [mrn, id]));
}

async function ask<Row extends pg.QueryResultRow>(
  { adminUrl }: Database,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
