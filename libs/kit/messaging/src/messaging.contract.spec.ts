import type { Channel, Message } from '@caregate/core-contracts';
import { redisForTests } from '@caregate/testing';
import { createMessaging } from './create-messaging.js';
import type { Backend } from './fixtures/backend.fixture.js';
import { Inbox } from './fixtures/inbox.fixture.js';
import { postgresBackend } from './fixtures/postgres-backend.fixture.js';
import { redisBackend } from './fixtures/redis-backend.fixture.js';
import { TcpRelay } from './fixtures/tcp-relay.fixture.js';
import { until } from './fixtures/until.fixture.js';
import type { Messaging } from './messaging.port.js';

const redis = await redisForTests();

const backends: readonly (readonly [string, () => Promise<Backend>])[] = [
  ['PostgreSQL', postgresBackend],
  ...(redis ? [['Redis', () => redisBackend(redis)] as const] : []),
];

type Keys = Message<'signing-key.changed'>;

const CHANNEL = 'signing-key.changed';
const key = (kid: string | number): Keys => ({ kid: String(kid) });
const keys = (...kids: (string | number)[]) => kids.map(key);

describe.each(backends)('messaging over %s', (_name, makeBackend) => {
  let backend: Backend;
  const running: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    backend = await makeBackend();
  });
  afterEach(async () => {
    for (const part of running.splice(0)) await part.close();
  });
  afterAll(() => backend.stop());

  /** As much as one process has: its own connections, over a network of its own. */
  async function givenProcess() {
    const relay = await TcpRelay.before(backend.url);
    const logged: { facts: object; message: string }[] = [];
    const logger = { warn: (facts: object, message: string) => void logged.push({ facts, message }) };
    const messaging = await createMessaging({ ...backend.optionsAt(relay.url), logger });
    running.push(messaging, { close: () => relay.stop() });
    return { relay, logged, messaging };
  }

  async function givenSubscriber() {
    const inbox = new Inbox<Keys>();
    const subscriber = await givenProcess();
    const subscription = await subscriber.messaging.subscribe(CHANNEL, inbox.take);
    return { ...subscriber, inbox, subscription };
  }

  async function publishAll(messaging: Messaging, ...kids: (string | number)[]) {
    for (const kid of kids) await messaging.publish(CHANNEL, key(kid));
  }

  describe('delivery', () => {
    it('reaches the subscribers of every process, the publishing one included', async () => {
      const [here, there] = [await givenSubscriber(), await givenSubscriber()];
      await here.messaging.publish(CHANNEL, key('k1'));
      await expect(here.inbox.holding(1)).resolves.toEqual(keys('k1'));
      await expect(there.inbox.holding(1)).resolves.toEqual(keys('k1'));
    });

    it('begins with the subscription: nothing from before, everything after', async () => {
      const publisher = await givenProcess();
      await publishAll(publisher.messaging, 'before');
      const { inbox } = await givenSubscriber();
      await publishAll(publisher.messaging, 'after');
      await expect(inbox.holding(1)).resolves.toEqual(keys('after'));
    });

    it('keeps one order per channel for everybody, whoever publishes at the same time', async () => {
      const [one, other] = [await givenSubscriber(), await givenSubscriber()];
      const odd = Array.from({ length: 150 }, (_, index) => 2 * index + 1);
      const even = odd.map((kid) => kid + 1);
      await Promise.all([publishAll(one.messaging, ...odd), publishAll(other.messaging, ...even)]);
      const seen = (await one.inbox.holding(300)).map(({ kid }) => Number(kid));
      expect(await other.inbox.holding(300)).toEqual(keys(...seen));
      expect(seen.filter((kid) => kid % 2 === 1)).toEqual(odd);
      expect(seen.filter((kid) => kid % 2 === 0)).toEqual(even);
    });

    it('brings many messages at once in the order in which they were given', async () => {
      const { messaging, inbox } = await givenSubscriber();
      const kids = Array.from({ length: 500 }, (_, index) => index);
      await Promise.all(kids.map((kid) => messaging.publish(CHANNEL, key(kid))));
      await expect(inbox.holding(500)).resolves.toEqual(keys(...kids));
    });

    it('stays within its channel', async () => {
      const { messaging, inbox } = await givenSubscriber();
      await messaging.publish('relations.changed', { subject: 'user-7' });
      await publishAll(messaging, 'k1');
      await expect(inbox.holding(1)).resolves.toEqual(keys('k1'));
    });

    it('hands over one message of a channel at a time, and holds up no other channel', async () => {
      const { messaging } = await givenProcess();
      const [begun, elsewhere] = [new Inbox<Keys>(), new Inbox<Message<'relations.changed'>>()];
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await messaging.subscribe(CHANNEL, async (message) => {
        begun.take(message);
        await held;
      });
      await messaging.subscribe('relations.changed', elsewhere.take);
      await publishAll(messaging, 'slow', 'next');
      await messaging.publish('relations.changed', { subject: 'user-7' });
      await elsewhere.holding(1);
      expect(await begun.holding(1)).toEqual(keys('slow'));
      release();
      expect(await begun.holding(2)).toEqual(keys('slow', 'next'));
    });
  });

  describe('what does not fit', () => {
    it('is refused where it is published, and reaches nobody', async () => {
      const { messaging, inbox } = await givenSubscriber();
      const misshapen = { kid: 7 } as unknown as Keys;
      await expect(messaging.publish(CHANNEL, misshapen)).rejects.toMatchObject({
        code: 'message.invalid',
        detail: { channel: CHANNEL, fields: ['kid'] },
      });
      const unknown = 'nobody.listens' as Channel;
      await expect(messaging.publish(unknown, key('k1'))).rejects.toMatchObject({ code: 'message.invalid' });
      await publishAll(messaging, 'k2');
      await expect(inbox.holding(1)).resolves.toEqual(keys('k2'));
    });

    it('is skipped where it arrives, and logged without its content', async () => {
      const { messaging, inbox, logged } = await givenSubscriber();
      await backend.write(CHANNEL, JSON.stringify({ kid: 7, name: 'Ada Byron' }));
      await publishAll(messaging, 'k1');
      await expect(inbox.holding(1)).resolves.toEqual(keys('k1'));
      expect(logged).toEqual([
        {
          facts: expect.objectContaining({ channel: CHANNEL, id: expect.any(String) }),
          message: 'A message was skipped, because it has not the shape of its channel.',
        },
      ]);
      expect(JSON.stringify(logged)).not.toContain('Ada');
    });
  });

  describe('a handler that fails', () => {
    it.each([
      [
        'at once',
        () => {
          throw new Error('no such key');
        },
      ],
      ['later', () => Promise.reject(new Error('no such key'))],
    ])('%s loses its message only', async (_when, fail) => {
      const { messaging, logged } = await givenProcess();
      const inbox = new Inbox<Keys>();
      await messaging.subscribe(CHANNEL, (message) => {
        inbox.take(message);
        return message.kid === 'bad' ? fail() : undefined;
      });
      await publishAll(messaging, 'bad', 'good');
      await expect(inbox.holding(2)).resolves.toEqual(keys('bad', 'good'));
      expect(logged).toMatchObject([
        {
          facts: { channel: CHANNEL, err: { message: 'no such key' } },
          message: expect.stringContaining('handler failed'),
        },
      ]);
    });
  });

  describe('a subscriber that lost its connection', () => {
    it('goes on after the last message it handled when the server ended the connection', async () => {
      const publisher = await givenProcess();
      const { inbox } = await givenSubscriber();
      await publishAll(publisher.messaging, 1);
      await inbox.holding(1);
      await backend.killConnections();
      await until(() => publisher.messaging.health().healthy);
      for (const kid of [2, 3]) await backend.write(CHANNEL, JSON.stringify(key(kid)));
      await expect(inbox.holding(3)).resolves.toEqual(keys(1, 2, 3));
    });

    it('catches up with everything that was published while the network was down, each message once', async () => {
      const publisher = await givenProcess();
      const { inbox, relay, messaging } = await givenSubscriber();
      await publishAll(publisher.messaging, 1);
      await inbox.holding(1);
      await relay.cut();
      await until(() => !messaging.health().healthy);
      await publishAll(publisher.messaging, ...Array.from({ length: 249 }, (_, index) => index + 2));
      await relay.restore();
      await expect(inbox.holding(250)).resolves.toEqual(keys(...Array.from({ length: 250 }, (_, index) => index + 1)));
      await publishAll(publisher.messaging, 'last');
      expect(await inbox.holding(251)).toHaveLength(251);
    });

    it('catches up when it had received nothing before', async () => {
      const publisher = await givenProcess();
      await publishAll(publisher.messaging, 'before');
      const { inbox, relay } = await givenSubscriber();
      await relay.cut();
      await publishAll(publisher.messaging, 'meanwhile');
      await relay.restore();
      await expect(inbox.holding(1)).resolves.toEqual(keys('meanwhile'));
    });

    it('says once that it was interrupted, however long', async () => {
      const { relay, logged, messaging, inbox } = await givenSubscriber();
      const publisher = await givenProcess();
      await relay.cut();
      await until(() => !messaging.health().healthy);
      await relay.restore();
      await publishAll(publisher.messaging, 'again');
      await inbox.holding(1);
      expect(logged.map(({ message }) => message)).toEqual(['A subscription was interrupted; it will be resumed.']);
    });

    it('reads on at the oldest message that is left when some were removed meanwhile', async () => {
      const publisher = await givenProcess();
      const { inbox, relay } = await givenSubscriber();
      await relay.cut();
      await publishAll(publisher.messaging, 1, 2, 3);
      await backend.trim(CHANNEL);
      await relay.restore();
      await expect(inbox.holding(1)).resolves.toEqual(keys(3));
    });

    it.each([
      ['while it was away', true],
      ['under its eyes', false],
    ])('reads a channel that began anew from its start, also when that happened %s', async (_when, away) => {
      const publisher = await givenProcess();
      const { inbox, relay } = await givenSubscriber();
      await publishAll(publisher.messaging, 1, 2, 3);
      await inbox.holding(3);
      if (away) await relay.cut();
      await backend.beginAnew(
        CHANNEL,
        keys('a', 'b').map((body) => JSON.stringify(body)),
      );
      if (away) await relay.restore();
      await expect(inbox.holding(5)).resolves.toEqual(keys(1, 2, 3, 'a', 'b'));
    });
  });

  describe('a backend that is down', () => {
    it('makes a publisher fail clearly and soon, and lets it publish again afterwards', async () => {
      const { messaging, relay } = await givenProcess();
      await relay.cut();
      const failure = {
        code: 'messaging.unavailable',
        kind: 'unavailable',
        detail: { reason: expect.stringMatching(/.+/u) },
      };
      await expect(messaging.publish(CHANNEL, key('k1'))).rejects.toMatchObject(failure);
      await expect(messaging.publish(CHANNEL, key('k1'))).rejects.toMatchObject(failure);
      await expect(messaging.subscribe(CHANNEL, () => {})).rejects.toMatchObject(failure);
      await relay.restore();
      await until(() => messaging.health().healthy);
      await publishAll(messaging, 'k1');
    });

    it('is noticed when it swallows everything: publishers fail, subscribers catch up afterwards', async () => {
      const publisher = await givenProcess();
      const { inbox, relay, messaging } = await givenSubscriber();
      relay.silence(true);
      await publishAll(publisher.messaging, 'unheard');
      await expect(messaging.publish(CHANNEL, key('k1'))).rejects.toMatchObject({ code: 'messaging.unavailable' });
      await until(() => !messaging.health().healthy);
      relay.silence(false);
      await expect(inbox.holding(1)).resolves.toContainEqual(key('unheard'));
      await until(() => messaging.health().healthy);
    });

    it('shows in the health, also of a process that has nothing to publish, until it is back', async () => {
      const { messaging, relay } = await givenProcess();
      const { backend: name } = messaging.health();
      expect(messaging.health()).toEqual({ healthy: true, backend: name });
      await relay.cut();
      await until(() => !messaging.health().healthy);
      expect(messaging.health()).toEqual({ healthy: false, backend: name, detail: expect.stringMatching(/.+/u) });
      await relay.restore();
      await until(() => messaging.health().healthy);
    });

    it('is told at the start, by the error that an operator needs', async () => {
      const { relay } = await givenProcess();
      await relay.cut();
      await expect(createMessaging(backend.optionsAt(relay.url))).rejects.toMatchObject({
        code: 'messaging.unavailable',
        detail: { reason: expect.stringContaining('ECONNREFUSED') },
      });
      await relay.restore();
    });
  });

  describe('the end', () => {
    it('of a subscription comes after the handler that is running, and before any other', async () => {
      const { messaging } = await givenProcess();
      const [begun, done] = [new Inbox<Keys>(), new Inbox<Keys>()];
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const subscription = await messaging.subscribe(CHANNEL, async (message) => {
        begun.take(message);
        await held;
        done.take(message);
      });
      await publishAll(messaging, 'running', 'waiting');
      await begun.holding(1);
      const closed = subscription.close();
      release();
      await closed;
      expect([begun.received, done.received]).toEqual([keys('running'), keys('running')]);
    });

    it('of a subscription can be called by its own handler', async () => {
      const { messaging } = await givenProcess();
      const inbox = new Inbox<Keys>();
      const subscription = await messaging.subscribe(CHANNEL, async (message) => {
        await subscription.close();
        inbox.take(message);
      });
      await publishAll(messaging, 'first', 'second');
      await expect(inbox.holding(1)).resolves.toEqual(keys('first'));
    });

    it('of one subscription is not the end of another', async () => {
      const { messaging, subscription, inbox } = await givenSubscriber();
      const other = new Inbox<Keys>();
      await messaging.subscribe(CHANNEL, other.take);
      await subscription.close();
      await publishAll(messaging, 'k1');
      await other.holding(1);
      expect(inbox.received).toEqual([]);
    });

    it.each([
      ['leaves nothing behind that keeps a process alive', async () => {}],
      ['leaves nothing behind when the server is gone', (relay: TcpRelay) => relay.cut()],
      ['leaves nothing behind when the server is silent', (relay: TcpRelay) => relay.silence(true)],
    ])('%s', async (_case, disturb) => {
      const relay = await TcpRelay.before(backend.url);
      const before = handles();
      const messaging = await createMessaging(backend.optionsAt(relay.url));
      await messaging.subscribe(CHANNEL, () => {});
      await publishAll(messaging, 'k1');
      await disturb(relay);
      await messaging.close();
      await relay.stop();
      await until(() => handles() <= before - 1);
    });

    it('comes once, and refuses what comes after it', async () => {
      const { messaging, inbox } = await givenSubscriber();
      await Promise.all([messaging.close(), messaging.close()]);
      await expect(messaging.publish(CHANNEL, key('late'))).rejects.toMatchObject({ code: 'service.stopping' });
      await expect(messaging.subscribe(CHANNEL, () => {})).rejects.toMatchObject({ code: 'service.stopping' });
      expect(messaging.health()).toMatchObject({ healthy: false, detail: 'closed' });
      expect(inbox.received).toEqual([]);
    });
  });
});

if (redis === undefined) {
  describe('messaging over Redis', () => {
    it('was SKIPPED: there is neither redis-server on the PATH nor REDIS_URL, so this leg proves nothing', () => {});
  });
}

function handles(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind !== 'PipeWrap' && kind !== 'Immediate').length;
}
