import { isolatedServer, testDatabase, withClient, type TestDatabase } from '../index.js';

const databases: TestDatabase[] = [];

afterAll(() => Promise.all(databases.map((database) => database.drop())));

describe('the database of a spec', () => {
  it('belongs to it alone', async () => {
    const [one, other] = await Promise.all([given(migrateWithRole), given(migrateWithRole)]);
    await ask(one.superuserUrl, `insert into note values ('mine')`);
    expect(await ask(one.superuserUrl, 'select text from note')).toEqual([{ text: 'mine' }]);
    expect(await ask(other.superuserUrl, 'select text from note')).toEqual([]);
  });

  it('is migrated once per run, however many specs ask at once', async () => {
    let times = 0;
    const migrate = async () => {
      times += 1;
    };
    await Promise.all(Array.from({ length: 4 }, () => given(migrate)));
    expect(times).toBe(1);
  });

  it('opens to the roles that the migration made', async () => {
    const database = await given(migrateWithRole);
    expect(await ask(database.urlAs('caregate_reader_of_specs'), 'select current_user as me')).toEqual([
      { me: 'caregate_reader_of_specs' },
    ]);
  });

  it('is gone after the spec, even while somebody is connected', async () => {
    const database = await testDatabase();
    await withClient(database.superuserUrl, async (client) => {
      client.on('error', () => undefined);
      await database.drop();
    });
    await expect(ask(database.superuserUrl, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });

  it('is not built on a migration that failed: the next spec hears the same failure', async () => {
    const migrate = () => Promise.reject(new Error('no such column'));
    await expect(testDatabase({ migrate })).rejects.toThrow('no such column');
    await expect(testDatabase({ migrate })).rejects.toThrow('no such column');
  });
});

describe('an isolated server', () => {
  it('shares no role with the server of the run', async () => {
    await given(migrateWithRole);
    const server = await isolatedServer();
    const roles = await ask(server.superuserUrl, `select from pg_roles where rolname like 'caregate%'`);
    await server.stop();
    expect(roles).toEqual([]);
  });
});

async function given(migrate: (url: string) => Promise<void>): Promise<TestDatabase> {
  const database = await testDatabase({ migrate });
  databases.push(database);
  return database;
}

async function migrateWithRole(url: string): Promise<void> {
  await ask(url, 'create role caregate_reader_of_specs nologin');
  await ask(url, 'create table note (text text)');
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  return withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);
}
