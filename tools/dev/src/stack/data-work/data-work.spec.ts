import { freePort } from '@caregate/postgres';
import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { workOnData } from './data-work.js';

describe('work on the data in a process of its own', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it.each(['first', 'second'])('is done when it says so, the %s time too', async () => {
    await workOnData({ task: 'migrate', adminUrl: database.superuserUrl });
    await workOnData({ task: 'seed', adminUrl: database.superuserUrl });
    const { rows } = await withClient(database.superuserUrl, (client) =>
      client.query('SELECT count(*)::int AS patients FROM ehr.patient'),
    );
    expect(rows).toEqual([{ patients: 221 }]);
  });

  it('leaves a schema alone that a newer version has changed, and says so', async () => {
    const { superuserUrl: adminUrl, drop } = await testDatabase();
    await workOnData({ task: 'migrate', adminUrl });
    await withClient(adminUrl, (client) =>
      client.query(`INSERT INTO public.schema_migration (timestamp, name) VALUES (9, 'Later9')`),
    );
    await expect(workOnData({ task: 'migrate', adminUrl })).rejects.toMatchObject({
      name: 'StartRefused',
      message: 'A newer version of CareGate has changed the schema of this database (Later9).',
      wayOut: expect.stringContaining('--folder'),
    });
    await drop();
  });

  it('tells in one sentence why it could not be done, and what to do about it', async () => {
    const adminUrl = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
    await expect(workOnData({ task: 'migrate', adminUrl })).rejects.toMatchObject({
      name: 'StartRefused',
      message: expect.stringMatching(/^The database went away in the middle of the work \(.*ECONNREFUSED.*\)\.$/u),
      wayOut: expect.stringContaining('Run the same command again'),
    });
  });
});
