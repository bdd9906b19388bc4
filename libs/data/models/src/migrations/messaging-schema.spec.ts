import { testDatabase, waitsForLock, withClient, type TestDatabase } from '@caregate/testing';
import pg from 'pg';
import { migrate } from '../database/migrate.js';

let database: TestDatabase;
let clients: pg.Client[] = [];

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});

beforeEach(() => withClient(database.superuserUrl, (client) => client.query('truncate messaging.message')));

afterEach(async () => {
  await Promise.all(clients.map((client) => client.end()));
  clients = [];
});

afterAll(() => database.drop());

describe('a message of the stream', () => {
  it('never becomes visible after a later one of its channel', async () => {
    const [slow, quick] = [await connected(), await connected()];
    await slow.query('begin');
    await send(slow, 'a', 'first');
    const second = send(quick, 'a', 'second');
    await waitsForLock(database.superuserUrl, quick);
    await slow.query('commit');
    await second;
    expect(await bodies()).toEqual(['first', 'second']);
  });

  it('does not wait for those of other channels', async () => {
    const [slow, quick] = [await connected(), await connected()];
    await slow.query('begin');
    await send(slow, 'a', 'unfinished');
    await send(quick, 'b', 'at once');
    expect(await bodies()).toEqual(['at once']);
    await slow.query('rollback');
  });

  it('wakes up whoever listens, with the name of its channel, once it is committed', async () => {
    const [listener, sender] = [await connected(), await connected('caregate_ehr')];
    const woken = new Promise((resolve) => listener.on('notification', ({ payload }) => resolve(payload)));
    await listener.query('listen caregate_message');
    await send(sender, 'relations.changed', 'x');
    await expect(woken).resolves.toBe('relations.changed');
  });

  it('is numbered anew even when the writer brings a number', async () => {
    const sender = await connected();
    await sender.query(`insert into messaging.message (id, channel, body) values (999999999, 'a', '"x"')`);
    const { rows } = await sender.query<{ id: string }>('select id from messaging.message');
    expect(Number(rows[0]?.id)).toBeLessThan(999999999);
  });

  it('is kept for an hour at least, however soon an app wants it gone', async () => {
    const sender = await connected();
    await send(sender, 'a', 'young');
    await withClient(database.superuserUrl, (client) =>
      client.query(
        `insert into messaging.message (channel, body, created_at) values ('a', '"old"', now() - interval '2 hours')`,
      ),
    );
    await sender.query(`select messaging.trim('1 second')`);
    expect(await bodies()).toEqual(['young']);
  });
});

async function connected(role = 'caregate_auth'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.urlAs(role) });
  clients.push(client);
  await client.connect();
  return client;
}

function send(client: pg.Client, channel: string, body: string): Promise<unknown> {
  return client.query('insert into messaging.message (channel, body) values ($1, $2)', [channel, JSON.stringify(body)]);
}

async function bodies(): Promise<string[]> {
  return withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ body: string }>('select body from messaging.message order by id');
    return rows.map(({ body }) => body);
  });
}
