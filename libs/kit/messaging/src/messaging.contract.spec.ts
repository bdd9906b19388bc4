import { until } from '@caregate/testing';
import type { Channel, Message } from '@caregate/core-contracts';
import type { Backend } from './fixtures/backend.fixture.js';
import { backends } from './fixtures/backends.fixture.js';
import { Inbox } from './fixtures/inbox.fixture.js';
import { CHANNEL, key, keys, Processes, publishAll, type Key } from './fixtures/processes.fixture.js';

const { present, absent } = await backends();

describe.each(present)('messaging over %s', (_name, makeBackend) => {
  let backend: Backend;
  let processes: Processes;

  beforeAll(async () => {
    backend = await makeBackend();
    processes = new Processes(backend);
  });
  afterEach(() => processes.end());
  afterAll(() => backend.stop());

  describe('delivery', () => {
    it('reaches the subscribers of every process, the publishing one included', async () => {
      const [here, there] = [await processes.startSubscriber(), await processes.startSubscriber()];
      await here.messaging.publish(CHANNEL, key('k1'));
      await expect(here.inbox.holding(1)).resolves.toEqual(keys('k1'));
      await expect(there.inbox.holding(1)).resolves.toEqual(keys('k1'));
    });

    it('is prompt: a message does not wait for the next look at the clock', async () => {
      const { messaging, inbox } = await processes.startSubscriber();
      const began = performance.now();
      for (let sent = 1; sent <= 10; sent += 1) {
        // While this is on its way the subscriber has found nothing and begun to wait.
        await messaging.publish('relations.changed', { subject: 'user-7' });
        await publishAll(messaging, sent);
        await inbox.holding(sent);
      }
      expect(performance.now() - began).toBeLessThan(3000);
    });

    it('begins with the subscription: nothing from before, everything after', async () => {
      const publisher = await processes.start();
      await publishAll(publisher.messaging, 'before');
      const { inbox } = await processes.startSubscriber();
      await publishAll(publisher.messaging, 'after');
      await expect(inbox.holding(1)).resolves.toEqual(keys('after'));
    });

    it('keeps one order per channel for everybody, whoever publishes at the same time', async () => {
      const [one, other] = [await processes.startSubscriber(), await processes.startSubscriber()];
      const odd = Array.from({ length: 150 }, (_, index) => 2 * index + 1);
      const even = odd.map((kid) => kid + 1);
      await Promise.all([publishAll(one.messaging, ...odd), publishAll(other.messaging, ...even)]);
      const seen = (await one.inbox.holding(300)).map(({ kid }) => Number(kid));
      expect(await other.inbox.holding(300)).toEqual(keys(...seen));
      expect(seen.filter((kid) => kid % 2 === 1)).toEqual(odd);
      expect(seen.filter((kid) => kid % 2 === 0)).toEqual(even);
    });

    it('brings many messages at once in the order in which they were given', async () => {
      const { messaging, inbox } = await processes.startSubscriber();
      const kids = Array.from({ length: 500 }, (_, index) => index);
      await Promise.all(kids.map((kid) => messaging.publish(CHANNEL, key(kid))));
      await expect(inbox.holding(500)).resolves.toEqual(keys(...kids));
    });

    it('stays within its channel', async () => {
      const { messaging, inbox } = await processes.startSubscriber();
      await messaging.publish('relations.changed', { subject: 'user-7' });
      await publishAll(messaging, 'k1');
      await expect(inbox.holding(1)).resolves.toEqual(keys('k1'));
    });

    it('hands over one message of a channel at a time, and holds up no other channel', async () => {
      const { messaging } = await processes.start();
      const [begun, elsewhere] = [new Inbox<Key>(), new Inbox<Message<'relations.changed'>>()];
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
      const { messaging, inbox } = await processes.startSubscriber();
      const misshapen = { kid: 7 } as unknown as Key;
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
      const { messaging, inbox, logged } = await processes.startSubscriber();
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
      const { messaging, logged } = await processes.start();
      const inbox = new Inbox<Key>();
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
      const publisher = await processes.start();
      const { inbox } = await processes.startSubscriber();
      await publishAll(publisher.messaging, 1);
      await inbox.holding(1);
      await backend.killConnections();
      await until(() => publisher.messaging.health().healthy);
      for (const kid of [2, 3]) await backend.write(CHANNEL, JSON.stringify(key(kid)));
      await expect(inbox.holding(3)).resolves.toEqual(keys(1, 2, 3));
    });

    it('catches up with everything that was published while the network was down, each message once', async () => {
      const publisher = await processes.start();
      const { inbox, relay, messaging } = await processes.startSubscriber();
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
      const publisher = await processes.start();
      await publishAll(publisher.messaging, 'before');
      const { inbox, relay } = await processes.startSubscriber();
      await relay.cut();
      await publishAll(publisher.messaging, 'meanwhile');
      await relay.restore();
      await expect(inbox.holding(1)).resolves.toEqual(keys('meanwhile'));
    });

    it('says once that it was interrupted, however long', async () => {
      const { relay, logged, messaging, inbox } = await processes.startSubscriber();
      const publisher = await processes.start();
      await relay.cut();
      await until(() => !messaging.health().healthy);
      await relay.restore();
      await publishAll(publisher.messaging, 'again');
      await inbox.holding(1);
      expect(logged.map(({ message }) => message)).toEqual(['A subscription was interrupted; it will be resumed.']);
    });

    it('reads on at the oldest message that is left when some were removed meanwhile', async () => {
      const publisher = await processes.start();
      const { inbox, relay } = await processes.startSubscriber();
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
      const publisher = await processes.start();
      const { inbox, relay } = await processes.startSubscriber();
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
      const { messaging, relay } = await processes.start();
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

    it('is not waited for without end when it is silent: publishers fail, subscribers connect anew', async () => {
      const publisher = await processes.start();
      const { inbox, relay, messaging } = await processes.startSubscriber();
      relay.forget();
      await publishAll(publisher.messaging, 'unheard');
      const began = performance.now();
      await expect(messaging.publish(CHANNEL, key('k1'))).rejects.toMatchObject({ code: 'messaging.unavailable' });
      expect(performance.now() - began).toBeLessThan(2000);
      await expect(inbox.holding(1)).resolves.toContainEqual(key('unheard'));
      await until(() => messaging.health().healthy);
    });

    it('shows in the health, also of a process that has nothing to publish, until it is back', async () => {
      const { messaging, relay } = await processes.start();
      const { backend: name } = messaging.health();
      expect(messaging.health()).toEqual({ healthy: true, backend: name });
      await relay.cut();
      await until(() => !messaging.health().healthy);
      expect(messaging.health()).toEqual({ healthy: false, backend: name, detail: expect.stringMatching(/.+/u) });
      await relay.restore();
      await until(() => messaging.health().healthy);
    });
  });
});

for (const name of absent) {
  describe(`messaging over ${name}`, () => {
    it('was SKIPPED: there is neither redis-server on the PATH nor REDIS_URL, so this leg proves nothing', () => {});
  });
}
