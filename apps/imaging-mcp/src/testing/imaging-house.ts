import { randomUUID } from 'node:crypto';
import { migrate } from '@caregate/data-models';
import { createLogger } from '@caregate/kit-http';
import { testDatabase, type TestDatabase, testIssuer, type TestIssuer, withClient } from '@caregate/testing';
import { imagingConfig } from '../config.js';
import { startImaging, type RunningImaging } from '../server/start-imaging.js';
import { callTool, type Reply } from './imaging-door.js';

const PUBLIC_URL = 'http://imaging.clinic.example';

/** The whole app with a real database, real tokens and the patients John (MRN001) and Jane (MRN002). */
export class ImagingHouse {
  private constructor(
    readonly database: TestDatabase,
    readonly issuer: TestIssuer,
    readonly environment: Readonly<Record<string, string>>,
    private readonly running: RunningImaging,
    readonly patients: { readonly john: string; readonly jane: string },
  ) {}

  /** `archives`: the variables that say where pictures are. */
  static async open(archives: Readonly<Record<string, string>>): Promise<ImagingHouse> {
    const database = await testDatabase({ migrate });
    const issuer = await testIssuer();
    const patients = {
      john: await addPatient(database, 'MRN001', 'John', 'Doe'),
      jane: await addPatient(database, 'MRN002', 'Jane', 'Smith'),
    };
    const environment = {
      PORT: '0',
      PUBLIC_URL,
      BREAK_GLASS_URL: 'http://clinic.example/console/emergency',
      ISSUER: issuer.issuer,
      JWKS_URL: issuer.jwksUrl,
      DATABASE_URL: database.urlAs('caregate_imaging'),
      ...archives,
    };
    // Not `loadConfig`, which rightly refuses the password that databases of specs have.
    const config = imagingConfig.parse(environment);
    const running = await startImaging(config, createLogger({ service: 'imaging-mcp', level: 'silent' }));
    return new ImagingHouse(database, issuer, environment, running, patients);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.running.port}`;
  }

  get url(): string {
    return `${this.origin}/mcp`;
  }

  token(sub: string, claims: { role?: string; scope?: string; aud?: string; seconds?: number } = {}): Promise<string> {
    return this.issuer.token({ sub, role: 'doctor', scope: 'read:imaging', aud: `${PUBLIC_URL}/mcp`, ...claims });
  }

  call(token: string | undefined, tool: string, input: object = {}): Promise<Reply> {
    return callTool(this.url, token, tool, input);
  }

  async relate(subject: string, patientId: string | null): Promise<void> {
    const kind = patientId === null ? 'organisation' : 'assignment';
    await this.query(
      `insert into access.relation (id, subject, patient_id, kind, granted_by) values ($1, $2, $3, $4, 'spec')`,
      [randomUUID(), subject, patientId, kind],
    );
  }

  /** As the owner of the schema. */
  query(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.database.query(sql, values);
  }

  /** What is on the trail of somebody, oldest first. */
  async trailOf(subject: string): Promise<Record<string, unknown>[]> {
    const rows = await this.query('select event, outcome, body from audit.event order by recorded_at');
    return rows
      .map(({ event, outcome, body }) => ({ ...Object(JSON.parse(String(body))), event, outcome }))
      .filter(({ actor }) => actor?.subject === subject);
  }

  /** One number of `/metrics`; 0 before it is first counted. Labels as they are printed, such as `tool="x"`. */
  async metric(name: string, ...labels: readonly string[]): Promise<number> {
    const text = await (await fetch(`${this.origin}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(`caregate_${name}{`));
    const found = lines.find((line) => labels.every((label) => line.includes(label)));
    return Number(found?.split(' ').at(-1) ?? 0);
  }

  async close(): Promise<void> {
    await this.running.stop();
    await this.issuer.close();
    await this.database.drop();
  }
}

async function addPatient(database: TestDatabase, mrn: string, first: string, last: string): Promise<string> {
  const sql = `insert into ehr.patient (mrn, first_name, last_name, birth_date) values ($1, $2, $3, '1985-06-15') returning id`;
  const rows = await withClient(database.superuserUrl, async (client) => {
    return (await client.query<{ id: string }>(sql, [mrn, first, last])).rows;
  });
  return String(rows[0]?.id);
}
