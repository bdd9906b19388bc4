import { authorize, verifyTrail } from '@caregate/dev';
import { redisForTests, withClient } from '@caregate/testing';
import { z } from 'zod';
import { auditCommand } from './support/audit-command.js';
import { callTool } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

let stack: SpecStack;
let adminToken: string;
beforeAll(async () => {
  stack = await specStack({ redis: await redisForTests(), rooms: recordRooms });
  const admin = stack.people.find(({ role }) => role === 'admin');
  if (admin === undefined) throw new Error('no admin in the sandbox');
  adminToken = (await authorize(stack.addresses, admin, 'read:audit', stack.addresses.auth)).accessToken;
}, 120_000);
afterAll(() => stack.end());

const page = z.looseObject({
  entries: z.array(
    z.looseObject({ event: z.string(), outcome: z.string(), recordedAt: z.string(), patientId: z.string().optional() }),
  ),
  next: z.string().optional(),
});

async function logs(query: string, token = adminToken) {
  const response = await fetch(`${stack.addresses.auth}/audit/${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: page.safeParse(await response.json()).data };
}

const asOwner = (sql: string) => withClient(stack.adminUrl, (client) => client.query(sql));

/** Every row so far is under an anchor once the file is as new as the newest row. */
async function untilAnchored(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { summary } = await verifyTrail(stack.folder, stack.adminUrl);
    if (/ 0 rows since then/.test(summary)) return;
  }
  throw new Error('not anchored');
}

describe('[C01 C02] the audit trail', () => {
  beforeAll(async () => {
    const token = await stack.tokenOf('copilot-studio');
    await callTool(stack.addresses.ehrMcp, token, 'get_patient', { mrn: 'MRN001' });
    await callTool(stack.addresses.ehrMcp, await stack.tokenOf('patient-portal'), 'get_patient', { mrn: 'MRN002' });
    await callTool(stack.addresses.ehrMcp, undefined, 'get_patient', { mrn: 'MRN001' });
  });

  it('has reads and refusals, sign-ins, consents and tokens', async () => {
    const { body } = await logs('events?limit=500');
    const seen = new Set(body?.entries.map(({ event, outcome }) => `${event} ${outcome}`));
    for (const wanted of [
      'patient.read success',
      'patient.read refused',
      'login.succeeded success',
      'consent.given success',
      'token.issued success',
    ])
      expect(seen).toContain(wanted);
  });

  it('is queried by action, outcome, time and patient, page by page', async () => {
    const { body } = await logs('events?action=patient.read&outcome=success');
    expect(body?.entries.length).toBeGreaterThan(0);
    const { patientId = '', recordedAt = '' } = body?.entries[0] ?? {};
    const ofPatient = await logs(`events?patient=${patientId}`);
    expect(ofPatient.body?.entries.every((entry) => entry.patientId === patientId)).toBe(true);
    const earlier = await logs(`events?to=${encodeURIComponent('2020-01-01T00:00:00Z')}`);
    expect(earlier.body?.entries).toEqual([]);
    const first = await logs('events?limit=1');
    const second = await logs(`events?limit=1&after=${first.body?.next}`);
    expect(second.body?.entries).not.toEqual(first.body?.entries);
    expect(recordedAt).toMatch(/^\d{4}-/);
  });

  it('is told to clients of the older gateway in the rows that they know', async () => {
    const older = await fetch(`${stack.addresses.auth}/audit/logs?limit=5`, {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    const rows: unknown = await older.json();
    expect(rows).toHaveLength(5);
    expect(rows).toContainEqual(expect.objectContaining({ action: expect.any(String), success: expect.any(Boolean) }));
  });

  it('opens to the administrator only, and reading it is on it too', async () => {
    const doctor = stack.people.find(({ role }) => role === 'doctor');
    if (doctor === undefined) throw new Error('no doctor');
    const { accessToken } = await authorize(stack.addresses, doctor, 'read:patients');
    expect((await logs('events', accessToken)).status).toBe(401);
    expect((await logs('events', 'x.y.z')).status).toBe(401);
    expect((await logs('events?action=audit.read')).body?.entries.length).toBeGreaterThan(0);
  });
});

describe('[C05 X01] tampering', () => {
  it('is not found where there was none', async () => {
    await untilAnchored();
    expect((await verifyTrail(stack.folder, stack.adminUrl)).ok).toBe(true);
    expect(await auditCommand(stack, 'verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('intact') });
  });

  it('is no way round the retention: who would purge too early is refused, and nothing goes', async () => {
    const order = ['--before', '2199-01-01', '--by', 'records-officer', '--reason', 'spec'];
    expect(await auditCommand(stack, 'purge', ...order)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('must be kept'),
    });
  });

  it('is refused to every role that apps have', async () => {
    const url = stack.installation.databaseUrl('caregate_auth');
    for (const sql of ['DELETE FROM audit.event', `UPDATE audit.event SET actor = 'x'`, 'TRUNCATE audit.event'])
      await expect(withClient(url, (client) => client.query(sql))).rejects.toThrow(/permission denied|append-only/);
  });

  it('by the owner of the database is found: the end cut off, and its heads set back', async () => {
    await untilAnchored();
    await asOwner(`
      ALTER TABLE audit.event DISABLE TRIGGER USER;
      ALTER TABLE audit.head DISABLE TRIGGER USER;
      CREATE TEMP TABLE victim AS SELECT shard, seq FROM audit.event ORDER BY id DESC LIMIT 1;
      DELETE FROM audit.event e USING victim v WHERE e.shard = v.shard AND e.seq = v.seq;
      UPDATE audit.head h SET seq = v.seq - 1,
        hash = (SELECT hash FROM audit.event e WHERE e.shard = v.shard AND e.seq = v.seq - 1)
      FROM victim v WHERE h.shard = v.shard;`);
    expect((await verifyTrail(stack.folder, stack.adminUrl)).ok).toBe(false);
    expect(await auditCommand(stack, 'verify')).toMatchObject({ code: 1, stdout: expect.stringContaining('TAMPERED') });
  });
});
