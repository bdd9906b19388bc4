import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { migrate } from '../database/migrate.js';
import { rollback } from '../database/rollback.js';
import { schemaDrift } from '../database/schema-drift.js';
import { migrations } from '../migrations/index.js';

const ENTRY = {
  id: '019aa599-1f80-7000-8000-000000000001',
  recordedAt: '2025-11-21T08:47:47.072Z',
  event: 'patient.read',
  outcome: 'success',
  actor: { subject: 'user-7' },
};

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
  await as('caregate_ehr', 'select audit.append($1)', [entry()]);
});

afterAll(() => database.drop());

describe('the audit schema', () => {
  it('is what the entities say', async () => {
    expect(await schemaDrift(database.superuserUrl)).toEqual([]);
  });

  it('is taken away by a rollback only while the trail is empty', async () => {
    const steps = migrations.length - migrations.findIndex(({ name }) => name.startsWith('AuditSchema'));
    await expect(rollback(database.superuserUrl, steps)).rejects.toThrow('a rollback does not delete them');
    const empty = await testDatabase({ migrate: (url) => migrate(url) });
    await rollback(empty.superuserUrl, steps);
    const left = await withClient(empty.superuserUrl, (client) =>
      client.query(`select to_regnamespace('audit') as name`),
    );
    expect(left.rows).toEqual([{ name: null }]);
    await migrate(empty.superuserUrl);
    await empty.drop();
  });

  it('runs its functions as a role without any other power', async () => {
    const { rows } = await as(
      'postgres',
      `
      select distinct r.rolname, r.rolsuper, r.rolcreaterole, r.rolcreatedb
        from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace = 'audit'::regnamespace`,
    );
    expect(rows).toEqual([{ rolname: 'caregate_audit', rolsuper: false, rolcreaterole: false, rolcreatedb: false }]);
  });

  it('pins the search path of every function, so that no caller can slip in a function of their own', async () => {
    const { rows } = await as(
      'postgres',
      `
      select proname from pg_proc where pronamespace = 'audit'::regnamespace
        and not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the role of an app', () => {
  it.each([
    ['caregate_ehr', 'select from audit.event'],
    ['caregate_ehr', 'select from audit.head'],
    ['caregate_ehr', 'insert into audit.event default values'],
    ['caregate_ehr', 'insert into audit.anchor values (1, now(), $$x$$, $$x$$)'],
    ['caregate_ehr', `select audit.purge(1, now(), '{"heads":[]}', 'x')`],
    ['caregate_ehr', 'select audit.lock_head()'],
    ['caregate_auth', 'select audit.lock_head()'],
    ['caregate_auth', 'insert into audit.event default values'],
    ['caregate_auth', 'update audit.event set body = body'],
    ['caregate_auth', 'delete from audit.event'],
    ['caregate_auth', 'truncate audit.event'],
    ['caregate_auth', 'update audit.head set seq = 0'],
    ['caregate_auth', 'update audit.anchor set n = n'],
    ['caregate_auth', 'delete from audit.anchor'],
    ['caregate_auth', 'set session_replication_role = replica'],
    ['caregate_auth', 'alter table audit.event disable trigger all'],
  ])('%s may not: %s', async (role, sql) => {
    await expect(as(role, sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('of the auth app may read what all apps have appended', async () => {
    expect((await as('caregate_auth', 'select event, actor from audit.event')).rows).toEqual([
      { event: 'patient.read', actor: 'user-7' },
    ]);
  });
});

describe('even a superuser who does not switch the guards off', () => {
  it.each([
    ['changes no row', 'update audit.event set body = body'],
    ['deletes no row', 'delete from audit.event'],
    ['empties no table', 'truncate audit.event'],
    ['sets no head back', 'update audit.head set seq = 0 where shard = 0'],
    ['moves no head', 'update audit.head set shard = 99 where shard = 0'],
    ['removes no head', 'delete from audit.head'],
    ['changes no anchor', 'update audit.anchor set n = n'],
    ['removes no anchor', 'truncate audit.anchor'],
  ])('%s, not even as if replicating', async (_what, sql) => {
    await expect(as('postgres', sql)).rejects.toMatchObject({ code: '42501' });
    await expect(as('postgres', `set session_replication_role = replica; ${sql}`)).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('appending', () => {
  it.each([
    ['no JSON', 'nonsense'],
    ['no event', entry({ event: undefined })],
    ['a time that its id does not carry', entry({ recordedAt: '2020-01-01T00:00:00.000Z' })],
    ['an id that is taken', entry({ outcome: 'refused' })],
  ])('refuses an entry with %s, and the chain goes on as if nothing had been', async (_what, body) => {
    await expect(as('caregate_ehr', 'select audit.append($1)', [body])).rejects.toThrow(
      /invalid input|violates|null value/,
    );
    expect((await as('caregate_auth', 'select seq from audit.head where seq > 0')).rows).toEqual([{ seq: '1' }]);
  });

  it('again appends only what is missing', async () => {
    const other = entry({ id: '019aa599-1f80-7000-8000-000000000002' });
    await as('caregate_ehr', 'select audit.append_missing($1)', [`${entry()}\n${other}`]);
    await as('caregate_ehr', 'select audit.append_missing($1)', [`${entry()}\n${other}`]);
    expect((await as('caregate_auth', 'select body from audit.event order by id')).rows).toEqual([
      { body: entry() },
      { body: other },
    ]);
  });

  it('again does not pass over an entry whose id somebody has taken with another text', async () => {
    const mine = entry({ outcome: 'refused' });
    await expect(as('caregate_ehr', 'select audit.append_missing($1)', [mine])).rejects.toMatchObject({
      code: '23505',
    });
  });
});

function entry(change: Record<string, unknown> = {}): string {
  return JSON.stringify({ ...ENTRY, ...change });
}

function as(role: string, sql: string, parameters?: readonly unknown[]) {
  const url = role === 'postgres' ? database.superuserUrl : database.urlAs(role);
  return withClient(url, (client) => (parameters ? client.query(sql, [...parameters]) : client.query(sql)));
}
