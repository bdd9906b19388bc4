import { createDataSource, migrate } from '@caregate/data-models';
import { isolatedServer, redisForTests, withClient } from '@caregate/testing';
import { createMessaging } from './create-messaging.js';
import { Inbox } from './fixtures/inbox.fixture.js';
import { redisBackend } from './fixtures/redis-backend.fixture.js';
import { TcpRelay } from './fixtures/tcp-relay.fixture.js';
import { until } from './fixtures/until.fixture.js';
import type { Messaging } from './messaging.port.js';

const redis = await redisForTests();

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

if (redis === undefined) {
  describe('a Redis server that was replaced by an empty one', () => {
    it('was SKIPPED: there is neither redis-server on the PATH nor REDIS_URL, so this leg proves nothing', () => {});
  });
} else {
  describe('a Redis server that was replaced by an empty one', () => {
    it('hands over everything that the new one has, to subscribers of the old one', async () => {
      const [backend, successor] = [await redisBackend(redis), await redisForTests()];
      const relay = await TcpRelay.before(backend.url);
      const messaging = await createMessaging(backend.optionsAt(relay.url));
      const inbox = await givenSubscriber(messaging);
      await messaging.publish(CHANNEL, { kid: 'old' });
      await inbox.holding(1);

      await relay.cut();
      await relay.restore(successor?.url);
      await publishAtLast(messaging, 'new');

      await expect(inbox.holding(2)).resolves.toEqual([{ kid: 'old' }, { kid: 'new' }]);
      await messaging.close();
      await relay.stop();
      await successor?.stop();
      await backend.stop();
    });
  });
}
