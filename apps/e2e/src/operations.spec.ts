import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { roomSpecs, seededClients } from '@caregate/dev';
import { migrate, rollback, pendingMigrations, createDataSource, migrations } from '@caregate/data-models';
import { testDatabase, withClient } from '@caregate/testing';
import { callTool } from './support/call-tool.js';
import { specStack, type SpecStack } from './support/stack.js';

let stack: SpecStack;
let token: string;
beforeAll(async () => {
  stack = await specStack();
  token = await stack.tokenOf('copilot-studio');
  await callTool(stack.addresses.ehrMcp, token, 'get_patient', { mrn: 'MRN001' });
  await callTool(stack.addresses.ehrMcp, 'x.y.z', 'get_patient', { mrn: 'MRN001' });
}, 120_000);
afterAll(() => stack.end());

const services = () => [
  ['auth', stack.addresses.auth, 'database'],
  ['ehr-mcp', stack.addresses.ehr, 'database'],
  ['imaging-mcp', stack.addresses.imaging, 'database'],
  ['orchestrator', stack.addresses.orchestrator, 'database'],
  ['bridge', stack.addresses.bridge, 'database'],
  ['bias-detector', stack.addresses.biasDetector, 'orchestrator'],
];

describe('[O01] health', () => {
  it('and readiness are told by every app, with the parts they are made of', async () => {
    for (const [service, url, part = ''] of services()) {
      for (const route of ['health', 'ready', 'live']) expect((await fetch(`${url}/${route}`)).status).toBe(200);
      const body = await (await fetch(`${url}/health`)).json();
      expect(body).toMatchObject({ status: 'healthy', service, checks: { [part]: { status: 'healthy' } } });
    }
  });
});

describe('[O02] metrics', () => {
  it('tell of requests, latency, calls, sockets and memory', async () => {
    const text = await (await fetch(`${stack.addresses.ehr}/metrics`)).text();
    for (const name of [
      'caregate_mcp_call_duration_seconds_bucket',
      'caregate_mcp_sockets_open',
      'caregate_process_resident_memory_bytes',
      'caregate_revocation_view_stale',
    ])
      expect(text).toContain(name);
    expect(text).toMatch(/caregate_mcp_call_duration_seconds_count\{[^}]*tool="get_patient"[^}]*\} [1-9]/);
    expect(text).not.toMatch(/MRN001|eyJ/);
  });

  it('are there at every app, under its own name', async () => {
    for (const [service, url] of services()) {
      const text = await (await fetch(`${url}/metrics`)).text();
      expect(text).toMatch(new RegExp(`caregate_build_info\\{[^}]*service="${service}"`));
    }
  });
});

/** Lines are written behind the answer, so the file may be a moment late. */
async function logsWith(word: string): Promise<string> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const text = readdirSync(stack.folder.logs)
      .map((file) => readFileSync(path.join(stack.folder.logs, file), 'utf8'))
      .join('');
    if (text.includes(word) || Date.now() > deadline) return text;
    await fetch(`${stack.addresses.ehr}/live`);
  }
}

describe('[O05] logs', () => {
  it('are JSON lines, with request ids, and hold no token, secret or name of a patient', async () => {
    const text = await logsWith('"route":"/mcp');
    const lines = text.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    expect(lines.some((line) => 'requestId' in JSON.parse(line))).toBe(true);
    const secrets = [token, ...seededClients(stack.folder).map((client) => client.client_secret)];
    for (const secret of secrets) expect(text).not.toContain(secret);
    // As words, for the random identifiers of clients in these lines may well spell three letters.
    expect(text).not.toMatch(/\b(MRN001|John|Doe)\b/);
  });
});

describe('[O18] secrets', () => {
  it('lie in files that only their owner reads', () => {
    const { folder } = stack;
    for (const file of ['secrets.json', 'people.json', 'anchor-key.pem', 'oauth_clients_credentials.json'])
      expect(statSync(folder.file(file)).mode & 0o077).toBe(0);
  });

  it('[T14] are no use out of a dump of the database', async () => {
    const { rows } = await withClient(stack.adminUrl, (client) =>
      client.query(`SELECT string_agg(c::text, ' ') AS dump FROM auth.oauth_client c`),
    );
    for (const { client_secret: secret } of seededClients(stack.folder)) expect(rows[0].dump).not.toContain(secret);
  });

  it('are demanded by production: a weak or missing one is named, never shown', async () => {
    const { entry, environment } = roomSpecs.auth(stack.installation);
    const { COOKIE_SECRET: _left, ...others } = environment;
    const env = {
      ...others,
      CAREGATE_PROFILE: 'production',
      KEY_ENCRYPTION_SECRET: 'changeme-changeme-changeme-changeme',
    };
    const failure = await promisify(execFile)(process.execPath, [entry], { env }).catch((error: unknown) => error);
    const told = String(Object(failure).stderr) + String(Object(failure).stdout);
    expect(told).toContain('COOKIE_SECRET');
    expect(told).toContain('KEY_ENCRYPTION_SECRET');
    expect(told).not.toContain('changeme');
  });
});

describe('the schema', () => {
  it('[E15] goes up, down and up again', async () => {
    const database = await testDatabase();
    try {
      await migrate(database.superuserUrl);
      await rollback(database.superuserUrl, migrations.length);
      await migrate(database.superuserUrl);
      const dataSource = await createDataSource({ url: database.superuserUrl, applicationName: 'e2e' }).initialize();
      await expect(pendingMigrations(dataSource)).resolves.toEqual([]);
      await dataSource.destroy();
    } finally {
      await database.drop();
    }
  });

  it('[E08] removes what hangs on a patient with the patient, and keeps a provider who is booked', async () => {
    await withClient(stack.adminUrl, async (client) => {
      await client.query('BEGIN');
      await expect(
        client.query(
          'SAVEPOINT s; DELETE FROM ehr.provider WHERE id = (SELECT provider_id FROM ehr.appointment LIMIT 1)',
        ),
      ).rejects.toThrow(/violates/);
      await client.query('ROLLBACK TO s');
      const { rows: removed } = await client.query(`SELECT id FROM ehr.patient WHERE mrn = 'MRN001'`);
      const ofPatient = async () => {
        const counts: number[] = [];
        for (const table of ['appointment', 'medication', 'allergy', 'lab_order', 'lab_component', 'vital_sign']) {
          const { rowCount } = await client.query(`SELECT FROM ehr.${table} WHERE patient_id = $1`, [removed[0].id]);
          counts.push(rowCount ?? 0);
        }
        return counts;
      };
      const before = await ofPatient();
      expect(before.filter((count) => count === 0)).toEqual([]);
      await client.query('DELETE FROM ehr.patient WHERE id = $1', [removed[0].id]);
      expect(await ofPatient()).toEqual(before.map(() => 0));
      await client.query('ROLLBACK');
    });
  });
});

describe('[O08 O19] a stop', () => {
  it('ends every app in order, with exit status 0', async () => {
    for (const app of stack.apps) {
      app.kill('SIGTERM');
      await expect(app.exited).resolves.toBe('exit status 0');
    }
  });
});
