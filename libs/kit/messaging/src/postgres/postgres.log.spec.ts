import { migrate } from '@caregate/data-models';
import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { PostgresLog } from './postgres.log.js';

describe('the table of messages', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ migrate: (url) => migrate(url) });
  });
  afterAll(() => database.drop());

  function givenLog(url: string) {
    const logged: string[] = [];
    const log = new PostgresLog({ connectionString: url }, { warn: (_facts, message) => void logged.push(message) });
    return { log, logged };
  }

  it('keeps a day of messages, and any app may remove older ones', async () => {
    await withClient(database.superuserUrl, (client) =>
      client.query(`insert into messaging.message (channel, body, created_at)
        select 'x', to_jsonb(hours), now() - make_interval(hours => hours) from unnest(array[25, 30, 23, 0]) hours`),
    );
    const { log, logged } = givenLog(database.urlAs('caregate_auth'));
    await log.trim();
    await log.close();
    const left = await withClient(database.superuserUrl, (client) =>
      client.query<{ body: number }>('select body from messaging.message order by created_at'),
    );
    expect(left.rows).toEqual([{ body: 23 }, { body: 0 }]);
    expect(logged).toEqual([]);
  });

  it('does without the removal when the server cannot be reached', async () => {
    const { log, logged } = givenLog('postgres://nobody@127.0.0.1:9/absent');
    await log.trim();
    await log.close();
    expect(logged).toEqual(['Old messages could not be removed; it will be tried again.']);
  });

  it('brings a message also without notifications, a second later at most', async () => {
    const { log } = givenLog(database.urlAs('caregate_auth'));
    const reader = await log.reader('relations.changed');
    const waiting = reader.after('0');
    await withClient(database.superuserUrl, async (client) => {
      await client.query('alter table messaging.message disable trigger number');
      await client.query(`insert into messaging.message (channel, body) values ('relations.changed', '{}')`);
      await client.query('alter table messaging.message enable trigger number');
    });
    await expect(waiting).resolves.toEqual([{ id: expect.any(String), body: '{}' }]);
    await reader.close();
    await log.close();
  });

  it('lets go of a reader that waits', async () => {
    const { log } = givenLog(database.urlAs('caregate_auth'));
    const reader = await log.reader('audit.alert');
    await reader.head();
    const waiting = reader.after('0');
    // Its first look is over when this later query is answered.
    await log.ping();
    const began = performance.now();
    await reader.close();
    await expect(waiting).resolves.toEqual([]);
    expect(performance.now() - began).toBeLessThan(500);
    await log.close();
  });
});
