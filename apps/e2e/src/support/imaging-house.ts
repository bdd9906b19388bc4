import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '@caregate/data-models';
import { startApp } from '@caregate/dev';
import { freePort, testDatabase, type TestDatabase, withClient } from '@caregate/testing';
import { SignJWT } from 'jose';

const repository = path.resolve(import.meta.dirname, '../../../..');
const PUBLIC_URL = 'http://imaging.clinic.example';
const ISSUER = 'http://auth.clinic.example/oauth';

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
    const database = await started(withStop(testDatabase({ migrate })));
    const issuer = await started(startIssuer());
    return {
      folder,
      doctor: await issuer.token('doctor'),
      stranger: await issuer.token('stranger'),
      patientId: await seedPatient(database),
      trail: (subject) => trailOf(database, subject),
      imagingServer: async (archives) => {
        const environment = {
          CAREGATE_PROFILE: 'dev',
          PORT: String(await freePort()),
          PUBLIC_URL,
          ISSUER,
          JWKS_URL: issuer.jwksUrl,
          DATABASE_URL: database.urlAs('caregate_imaging'),
          ...archives,
        };
        const url = `http://127.0.0.1:${environment.PORT}`;
        const entry = path.join(repository, 'apps/imaging-mcp/dist/main.js');
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

async function withStop(database: Promise<TestDatabase>) {
  const made = await database;
  return { ...made, stop: () => made.drop() };
}

/** Stands in for the authorization server: this spec is about archives, and every other one about tokens. */
async function startIssuer() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig', alg: 'RS256' }];
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    jwksUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/jwks`,
    token: (sub: string) =>
      new SignJWT({ role: 'doctor', scope: 'read:imaging', client_id: 'client-of-specs', subject_kind: 'user' })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1' })
        .setIssuer(ISSUER)
        .setAudience(`${PUBLIC_URL}/mcp`)
        .setSubject(sub)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(privateKey),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
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
      'select outcome, body from audit.event where actor = $1 order by recorded_at',
      [subject],
    );
    return rows.map(({ outcome, body }) => ({ ...Object(JSON.parse(body)), outcome }));
  });
}
