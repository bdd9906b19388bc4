import { createDataSource, migrate } from '@caregate/data-models';
import { isolatedServer, redisForTests, withClient, until } from '@caregate/testing';
import { Redis } from 'ioredis';
import { createMessaging } from './create-messaging.js';
import { Inbox } from './fixtures/inbox.fixture.js';
import { TcpRelay } from './fixtures/tcp-relay.fixture.js';
import type { Messaging } from './messaging.port.js';

const [first, second] = [await redisForTests(), await redisForTests()];

const CHANNEL = 'signing-key.changed';

async function givenSubscriber(messaging: Messaging) {
  const inbox = new Inbox<{ kid: string }>();
  await messaging.subscribe(CHANNEL, inbox.take);
  return inbox;
}

/** As publishers do whose message matters: again, until it is accepted. */
async function publishAtLast(messaging: Messaging, kid: string): Promise<void> {
  await until(() => messaging.health().healthy);
  await messaging.publish(CHANNEL, { kid });
}

describe('a PostgreSQL server that crashed and came back', () => {
  it('hands over what was published after its return, also to a subscriber that returned later', async () => {
    const server = await isolatedServer();
    const relay = await TcpRelay.before(server.superuserUrl);
    const optionsAt = (url: string) => ({ dataSource: createDataSource({ url, applicationName: 'spec' }) });
    await migrate(server.superuserUrl);
    const publisher = await createMessaging(optionsAt(server.superuserUrl));
    const [near, far] = [publisher, await createMessaging(optionsAt(relay.url))];
    const inboxes = [await givenSubscriber(near), await givenSubscriber(far)];
    await publisher.publish(CHANNEL, { kid: 'before' });
    await Promise.all(inboxes.map((inbox) => inbox.holding(1)));

    await relay.cut();
    await crash(server.superuserUrl);
    await until(() => !publisher.health().healthy);
    await publishAtLast(publisher, 'meanwhile');
    await relay.restore();
    await publisher.publish(CHANNEL, { kid: 'after' });

    const expected = [{ kid: 'before' }, { kid: 'meanwhile' }, { kid: 'after' }];
    for (const inbox of inboxes) await expect(inbox.holding(3)).resolves.toEqual(expected);
    await Promise.all([near.close(), far.close()]);
    await relay.stop();
    await server.stop();
  }, 60_000);
});

/** A server process that dies of SIGKILL makes PostgreSQL end every connection and recover from its log. */
async function crash(superuserUrl: string): Promise<void> {
  const victim = await withClient(superuserUrl, async (client) => {
    const found = await client.query<{ pid: number }>(
      "select pid from pg_stat_activity where application_name like '%-messaging' limit 1",
    );
    return found.rows[0]?.pid;
  });
  if (victim === undefined) throw new Error('Nobody is connected.');
  process.kill(victim, 'SIGKILL');
}

/** With Redis at hand the database is not asked. */
const nowhere = createDataSource({ url: 'postgres://nobody@127.0.0.1:9/absent', applicationName: 'spec' });

describe('a Redis server in whose place another stands', () => {
  if (first === undefined || second === undefined || first.url === second.url) {
    it('was SKIPPED: it takes two servers that a spec may break, from a redis-server on the PATH', () => {});
    return;
  }
  const [old, successor] = [first, second];
  afterAll(async () => {
    await old.stop();
    await successor.stop();
  });

  const optionsAt = (redisUrl: string) => ({ redisUrl, dataSource: nowhere });

  async function givenProcess() {
    const relay = await TcpRelay.before(old.url);
    const messaging = await createMessaging(optionsAt(relay.url));
    const end = async () => {
      await messaging.close();
      await relay.stop();
    };
    return { relay, messaging, end };
  }

  it('hands over everything that the new one has, to subscribers of the old one', async () => {
    const { relay, messaging, end } = await givenProcess();
    const inbox = await givenSubscriber(messaging);
    await messaging.publish(CHANNEL, { kid: 'old' });
    await inbox.holding(1);

    await relay.cut();
    relay.leadTo(successor.url);
    await relay.restore();
    await publishAtLast(messaging, 'new');

    await expect(inbox.holding(2)).resolves.toEqual([{ kid: 'old' }, { kid: 'new' }]);
    await end();
  });

  it('takes what is published to the old one, once that has become read-only', async () => {
    const { relay, messaging, end } = await givenProcess();
    await demote(old.url);
    relay.leadTo(successor.url);
    const there = await createMessaging(optionsAt(successor.url));
    const inbox = await givenSubscriber(there);
    await messaging.publish(CHANNEL, { kid: 'k1' });
    await expect(inbox.holding(1)).resolves.toEqual([{ kid: 'k1' }]);
    await there.close();
    await end();
  });
});

/** A replica of nobody who answers. */
async function demote(url: string): Promise<void> {
  const administrator = new Redis(url);
  await administrator.replicaof('127.0.0.1', 1);
  await administrator.quit();
}
