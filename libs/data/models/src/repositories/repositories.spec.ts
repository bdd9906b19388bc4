import { randomUUID } from 'node:crypto';
import { isActive } from '@caregate/core-permissions';
import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/create-data-source.js';
import { migrate } from '../database/migrate.js';
import { RelationsRepository } from './relations.repository.js';
import { RevocationsRepository } from './revocations.repository.js';

let database: TestDatabase;
let reader: DataSource;

beforeEach(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
  reader = createDataSource({ url: database.urlAs('caregate_ehr'), applicationName: 'specs', poolSize: 2 });
  await reader.initialize();
});

afterEach(async () => {
  await reader.destroy();
  await database.drop();
});

describe('the relations of a subject', () => {
  it('are its own, without those that were revoked', async () => {
    const patient = randomUUID();
    await write(
      `insert into access.relation (subject, patient_id, kind, granted_by, revoked_at) values
         ('user-7', '${patient}', 'assignment', 'admin', null),
         ('user-7', '${patient}', 'grant', 'admin', now()),
         ('user-8', '${patient}', 'family', 'admin', null)`,
    );
    const relations = await new RelationsRepository(reader).ofSubject('user-7');
    expect(relations).toEqual([
      {
        id: expect.any(String),
        subject: 'user-7',
        patientId: patient,
        kind: 'assignment',
        validFrom: expect.any(Date),
        expiresAt: null,
        revokedAt: null,
      },
    ]);
    expect(relations.every((relation) => isActive(relation, new Date(Date.now() + 1000)))).toBe(true);
  });

  it('include one that is yet to begin, since who keeps them for a while must see it begin', async () => {
    await write(
      `insert into access.relation (subject, kind, granted_by, valid_from)
         values ('user-7', 'organisation', 'admin', now() + interval '1 hour')`,
    );
    expect(await new RelationsRepository(reader).ofSubject('user-7')).toHaveLength(1);
  });
});

describe('the revocations', () => {
  it('are read on from a number, oldest first, in the shape of their channel', async () => {
    await write(
      `insert into access.revocation (kind, value, not_before, expires_at) values
         ('token', 'jti-1', now(), now() + interval '1 hour'),
         ('subject', 'user-7', '2026-01-05T08:00:00.9Z', '2999-01-05T08:00:00.1Z')`,
    );
    const revocations = new RevocationsRepository(reader);
    const [first, second] = await revocations.since(0);
    expect(first).toMatchObject({ kind: 'token', value: 'jti-1' });
    expect(second).toEqual({
      seq: (first?.seq ?? 0) + 1,
      kind: 'subject',
      value: 'user-7',
      notBeforeSeconds: Date.parse('2026-01-05T08:00:00Z') / 1000,
      expiresAtSeconds: Date.parse('2999-01-05T08:00:01Z') / 1000,
    });
    expect(await revocations.since(first?.seq ?? 0)).toEqual([second]);
  });

  it('leave out what has expired, yet count it in the head', async () => {
    const revocations = new RevocationsRepository(reader);
    expect(await revocations.head()).toBe(0);
    await write(`insert into access.revocation (kind, value, expires_at) values ('token', 'old', '2001-01-01')`);
    expect(await revocations.since(0)).toEqual([]);
    expect(await revocations.head()).toBe(1);
  });
});

async function write(sql: string): Promise<void> {
  await withClient(database.urlAs('caregate_auth'), (client) => client.query(sql));
}
