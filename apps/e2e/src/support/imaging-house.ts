import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '@caregate/data-models';
import { ensurePrograms, startApp } from '@caregate/dev';
import { freePort, testDatabase, testIssuer, withClient, type TestDatabase } from '@caregate/testing';

const repository = path.resolve(import.meta.dirname, '../../../..');
const PUBLIC_URL = 'http://imaging.clinic.example';

export interface ImagingHouse {
  /** For the files of this house only. */
  readonly folder: string;
  /** Somebody related to John (MRN001), who is the patient of the study, and to nobody else. */
  readonly doctor: string;
  /** Somebody related to nobody. */
  readonly stranger: string;
  readonly patientId: string;
  trail(subject: string): Promise<Record<string, unknown>[]>;
  /** An imaging server as a process of its own, with these variables of its archives. */
  imagingServer(archives: Readonly<Record<string, string>>): Promise<{ readonly url: string; stop(): Promise<void> }>;
  /** What is to be stopped with everything else. */
  started<T extends { stop(): Promise<unknown> }>(running: Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** What imaging servers need around them: a database with one patient in it, and tokens. */
export async function startImagingHouse(): Promise<ImagingHouse> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-imaging-'));
  const undo: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stopAll = async (): Promise<void> => {
    for (let work = undo.pop(); work !== undefined; work = undo.pop()) await work();
  };
  const started: ImagingHouse['started'] = async (running) => {
    const service = await running;
    undo.push(() => service.stop());
    return service;
  };
  try {
    const database = await started(withStop(testDatabase({ migrate }), 'drop'));
    const issuer = await started(withStop(testIssuer(), 'close'));
    const tokenOf = (sub: string) =>
      issuer.token({ sub, role: 'doctor', scope: 'read:imaging', aud: `${PUBLIC_URL}/mcp` });
    return {
      folder,
      doctor: await tokenOf('doctor'),
      stranger: await tokenOf('stranger'),
      patientId: await seedPatient(database),
      trail: (subject) => trailOf(database, subject),
      imagingServer: async (archives) => {
        const environment = {
          CAREGATE_PROFILE: 'dev',
          PORT: String(await freePort()),
          PUBLIC_URL,
          ISSUER: issuer.issuer,
          JWKS_URL: issuer.jwksUrl,
          DATABASE_URL: database.urlAs('caregate_imaging'),
          ...archives,
        };
        const url = `http://127.0.0.1:${environment.PORT}`;
        const entry = path.join(await ensurePrograms(repository), 'apps/imaging-mcp/dist/main.js');
        const logFile = path.join(folder, 'imaging-mcp.log');
        const app = startApp({ name: 'imaging-mcp', entry, readyUrl: `${url}/ready`, logFile, environment });
        const { stop } = await started(app);
        return { url, stop };
      },
      started,
      stop: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Under the name by which everything here is stopped. */
async function withStop<K extends string, T extends Record<K, () => Promise<unknown>>>(starting: Promise<T>, name: K) {
  const running = await starting;
  return { ...running, stop: () => running[name]() };
}

async function seedPatient({ superuserUrl }: TestDatabase): Promise<string> {
  return withClient(superuserUrl, async (client) => {
    const patient = `insert into ehr.patient (mrn, first_name, last_name, birth_date) values ('MRN001', 'John', 'Doe', '1985-06-15') returning id`;
    const [row] = (await client.query<{ id: string }>(patient)).rows;
    const id = String(row?.id);
    const relation = `insert into access.relation (id, subject, patient_id, kind, granted_by) values ($1, 'doctor', $2, 'assignment', 'spec')`;
    await client.query(relation, [randomUUID(), id]);
    return id;
  });
}

async function trailOf({ superuserUrl }: TestDatabase, subject: string): Promise<Record<string, unknown>[]> {
  return withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ outcome: string; body: string }>(
      'select outcome, body from audit.event where actor = $1 order by id',
      [subject],
    );
    return rows.map(({ outcome, body }) => ({ ...Object(JSON.parse(body)), outcome }));
  });
}
