import { testDatabase, type TestDatabase } from '@caregate/testing';
import { UserAccount } from '../auth/user-account.entity.js';
import { isDatabaseAway } from '../failures/is-database-away.js';
import { createDataSource } from './create-data-source.js';
import { migrate } from './migrate.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});

afterAll(() => database.drop());

describe('a data source', () => {
  it('takes ids and times from the database', async () => {
    const dataSource = createDataSource({ url: database.urlAs('caregate_auth'), applicationName: 'specs' });
    await dataSource.initialize();
    const repository = dataSource.getRepository(UserAccount);
    const saved = await repository.save(repository.create({ email: 'a@example.test', name: 'Ada', role: 'doctor' }));
    expect(saved).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      createdAt: expect.any(Date),
      language: 'en-ZA',
      preferences: {},
    });
    await dataSource.destroy();
  });

  it('goes under the name of its app', async () => {
    const dataSource = createDataSource({ url: database.superuserUrl, applicationName: 'ehr-mcp' });
    await dataSource.initialize();
    expect(await dataSource.query('show application_name')).toEqual([{ application_name: 'ehr-mcp' }]);
    await dataSource.destroy();
  });

  it('waits for what another holds no longer than for a connection, and finds the database away then', async () => {
    const dataSource = createDataSource({ url: database.superuserUrl, applicationName: 'specs' });
    await dataSource.initialize();
    const holding = dataSource.createQueryRunner();
    await holding.startTransaction();
    await holding.query('lock table auth.user_account in access exclusive mode');
    const refusal = await dataSource.query('select 1 from auth.user_account').catch((error: unknown) => error);
    await holding.rollbackTransaction();
    await holding.release();
    expect(isDatabaseAway(refusal)).toBe(true);
    await expect(dataSource.query('select 1 as one from auth.user_account limit 0')).resolves.toEqual([]);
    await dataSource.destroy();
  });

  it('reads where it writes, and from a replica only when asked', async () => {
    const replica = await testDatabase();
    const dataSource = createDataSource({
      url: database.superuserUrl,
      readReplicaUrls: [replica.superuserUrl],
      applicationName: 'specs',
    });
    await dataSource.initialize();
    const here = `select current_database() = '${new URL(database.superuserUrl).pathname.slice(1)}' as writer`;
    expect(await dataSource.query(here)).toEqual([{ writer: true }]);
    // The replica has no tables, so that this would fail there.
    await expect(dataSource.getRepository(UserAccount).count()).resolves.toEqual(expect.any(Number));
    const reading = dataSource.createQueryRunner('slave');
    expect(await reading.query(here)).toEqual([{ writer: false }]);
    await reading.release();
    await dataSource.destroy();
    await replica.drop();
  });
});
