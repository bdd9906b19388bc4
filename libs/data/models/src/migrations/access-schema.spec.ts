import { randomUUID } from 'node:crypto';
import { testDatabase, waitsForLock, withClient, type TestDatabase } from '@caregate/testing';
import pg from 'pg';
import { createDataSource } from '../database/create-data-source.js';
import { migrate } from '../database/migrate.js';
import { RevocationsRepository } from '../repositories/revocations.repository.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});

afterAll(() => database.drop());

describe('a relation', () => {
  const patient = randomUUID();

  it.each([
    ['to all patients unless its kind is organisation', { kind: 'assignment', patient_id: null }],
    ['of an organisation to one patient', { kind: 'organisation', patient_id: patient }],
    ['of a kind nobody defined', { kind: 'friend', patient_id: patient }],
    ['that ends before it begins', { kind: 'grant', patient_id: patient, expires_at: '2001-01-01' }],
    ['by breaking the glass without end', { kind: 'break-glass', patient_id: patient, reason: 'unconscious' }],
    ['by breaking the glass without a reason', { kind: 'break-glass', patient_id: patient, expires_at: soon() }],
  ])('is never %s', async (_what, relation) => {
    await expect(insertRelation(relation)).rejects.toMatchObject({ code: '23514' });
  });

  it.each([
    ['an organisation', { kind: 'organisation', patient_id: null }],
    ['an assignment', { kind: 'assignment', patient_id: patient }],
    ['an emergency', { kind: 'break-glass', patient_id: patient, reason: 'unconscious', expires_at: soon() }],
  ])('may be that of %s', async (_what, relation) => {
    await expect(insertRelation(relation)).resolves.toMatchObject({ rowCount: 1 });
  });
});

describe('a revocation', () => {
  it('never becomes visible after a later number, so that whoever reads on from a number misses none', async () => {
    const slow = await connected();
    const quick = await connected();
    try {
      await slow.query('begin');
      await revoke(slow, 'slow');
      const second = revoke(quick, 'quick');
      await waitsForLock(database.superuserUrl, quick);
      expect(await revoked()).toEqual([]);
      await slow.query('commit');
      await second;
      expect(await revoked()).toEqual(['slow', 'quick']);
    } finally {
      await Promise.all([slow.end(), quick.end()]);
    }
  });

  it('keeps the order of numbers and commits among many writers', async () => {
    const seen: number[] = [];
    const writers = Array.from({ length: 8 }, async () => {
      const client = await connected();
      for (let n = 0; n < 20; n += 1) await revoke(client, 'many');
      await client.end();
    });
    const dataSource = createDataSource({ url: database.superuserUrl, applicationName: 'specs', poolSize: 1 });
    await dataSource.initialize();
    const revocations = new RevocationsRepository(dataSource);
    let running = true;
    const all = Promise.all(writers).then(() => (running = false));
    while (running) seen.push(...(await revocations.since(seen.at(-1) ?? 0)).map(({ seq }) => seq));
    await all;
    seen.push(...(await revocations.since(seen.at(-1) ?? 0)).map(({ seq }) => seq));
    const everything = (await revocations.since(0)).map(({ seq }) => seq);
    await dataSource.destroy();
    expect(seen).toEqual(everything);
    expect(everything.length).toBeGreaterThanOrEqual(160);
  });
});

function soon(): string {
  return new Date(Date.now() + 30 * 60_000).toISOString();
}

function insertRelation(relation: Record<string, string | null>): Promise<pg.QueryResult> {
  const row = { subject: 'user-7', granted_by: 'specs', ...relation };
  const columns = Object.keys(row);
  const places = columns.map((_column, index) => `$${index + 1}`);
  return withClient(database.urlAs('caregate_auth'), (client) =>
    client.query(`insert into access.relation (${columns}) values (${places})`, Object.values(row)),
  );
}

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.urlAs('caregate_auth') });
  await client.connect();
  return client;
}

function revoke(client: pg.Client, value: string): Promise<unknown> {
  return client.query(
    `insert into access.revocation (kind, value, expires_at) values ('token', $1, now() + interval '1 hour')`,
    [value],
  );
}

async function revoked(): Promise<string[]> {
  return withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ value: string }>('select value from access.revocation order by seq');
    return rows.map(({ value }) => value);
  });
}
