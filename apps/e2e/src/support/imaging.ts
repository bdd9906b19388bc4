import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '@caregate/data-models';
import { startApp } from '@caregate/dev';
import { startOrthanc } from '@caregate/edge';
import type { SyntheticStudy } from '@caregate/synthetic';
import { debianTool, freePort, testDatabase, type TestDatabase, withClient } from '@caregate/testing';
import { SignJWT } from 'jose';

const repository = path.resolve(import.meta.dirname, '../../../..');
const PUBLIC_URL = 'http://imaging.clinic.example';
const ISSUER = 'http://auth.clinic.example/oauth';
export const ORTHANC = 'orthanc';

export interface ImagingSystem {
  readonly url: string;
  /** Somebody related to John (MRN001), who is the patient of the study, and to nobody else. */
  readonly doctor: string;
  /** Somebody related to nobody. */
  readonly stranger: string;
  readonly patientId: string;
  trail(subject: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** The imaging server as a process, with one study in HealthImaging and in a real Orthanc. `undefined` without Orthanc. */
export async function startImagingSystem(study: SyntheticStudy, slices: number): Promise<ImagingSystem | undefined> {
  const program = debianTool('Orthanc');
  if (program === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-imaging-'));
  const undo: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const started = async <T extends { stop(): Promise<void> }>(running: Promise<T>): Promise<T> => {
    const service = await running;
    undo.push(() => service.stop());
    return service;
  };
  const stop = async (): Promise<void> => {
    for (let work = undo.pop(); work !== undefined; work = undo.pop()) await work();
  };
  try {
    mkdirSync(path.join(folder, 'orthanc'));
    const orthanc = await started(
      startOrthanc({ folder: path.join(folder, 'orthanc'), port: await freePort(), program }),
    );
    for (const { instances } of study.series)
      for (const instance of instances.slice(0, slices)) await orthanc.store(instance.part10());
    const database = await started(withStop(testDatabase({ migrate })));
    const issuer = await started(startIssuer());
    const archive = healthImagingAt(await freePort(), slices);
    await started(startApp({ ...archive.spec, logFile: path.join(folder, 'healthimaging.log') }));
    const port = await freePort();
    await started(
      startApp({
        name: 'imaging-mcp',
        entry: path.join(repository, 'apps/imaging-mcp/dist/main.js'),
        readyUrl: `http://127.0.0.1:${port}/ready`,
        logFile: path.join(folder, 'imaging-mcp.log'),
        environment: {
          CAREGATE_PROFILE: 'dev',
          PORT: String(port),
          PUBLIC_URL,
          ISSUER,
          JWKS_URL: issuer.jwksUrl,
          DATABASE_URL: database.urlAs('caregate_imaging'),
          ...archive.variables,
          DICOMWEB_URL: `${orthanc.url}/dicom-web`,
          DICOMWEB_DATASTORE: ORTHANC,
          DICOMWEB_AUTHORIZATION: basic(orthanc.username, orthanc.password),
        },
      }),
    );
    const patientId = await seedPatient(database);
    return {
      url: `http://127.0.0.1:${port}/mcp`,
      doctor: await issuer.token('doctor'),
      stranger: await issuer.token('stranger'),
      patientId,
      trail: (subject) => trailOf(database, subject),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function healthImagingAt(port: number, slices: number) {
  const url = `http://127.0.0.1:${port}`;
  const credentials = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDSPEC',
    AWS_SECRET_ACCESS_KEY: randomBytes(30).toString('base64url'),
  };
  return {
    variables: { ...credentials, HEALTHIMAGING_ENDPOINT: url },
    spec: {
      name: 'HealthImaging',
      entry: path.join(repository, 'tools/dev/dist/healthimaging.main.js'),
      readyUrl: `${url}/healthz`,
      environment: { ...credentials, PORT: String(port), INSTANCES_PER_SERIES: String(slices) },
    },
  };
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

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
