import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { ListeningConnection } from './listening.connection.js';

describe('the connection for messages', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  function givenConnection() {
    const woken: (string | undefined)[] = [];
    let wake = () => {};
    const wakes = new Promise<void>((resolve) => (wake = resolve));
    const connection = new ListeningConnection(
      { connectionString: database.superuserUrl, pipeline: true },
      (channel) => {
        woken.push(channel);
        wake();
      },
    );
    const pid = async () => (await connection.query('select pg_backend_pid() as pid'))[0];
    return { connection, woken, wakes, pid };
  }

  it('hears what is notified to it', async () => {
    const { connection, woken, wakes } = givenConnection();
    await connection.query(`select pg_notify('caregate_message', 'audit.alert')`);
    await wakes;
    expect(woken).toEqual(['audit.alert']);
    await connection.close();
  });

  it('outlives a query that the server refuses, and those sent with it', async () => {
    const { connection, woken, pid } = givenConnection();
    const before = await pid();
    const [refused, answered] = await Promise.allSettled([connection.query('select 1/0'), pid()]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    expect(answered).toEqual({ status: 'fulfilled', value: before });
    expect(await pid()).toEqual(before);
    expect(woken).toStrictEqual([]);
    await connection.close();
  });

  it('is another one after it was lost, and says that notifications may be lost too', async () => {
    const { connection, woken, wakes, pid } = givenConnection();
    const before = await pid();
    await withClient(database.superuserUrl, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      ),
    );
    await wakes;
    expect(woken).toStrictEqual([undefined]);
    expect(await pid()).not.toEqual(before);
    await connection.close();
  });

  it('is not opened again once it is closed', async () => {
    const { connection } = givenConnection();
    await connection.query('select 1');
    await connection.close();
    await expect(connection.query('select 1')).rejects.toThrow('Messaging was closed.');
  });
});
