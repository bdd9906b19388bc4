import { until } from '@caregate/testing';
import { createMessaging } from './create-messaging.js';
import type { Backend } from './fixtures/backend.fixture.js';
import { backends } from './fixtures/backends.fixture.js';
import { Inbox } from './fixtures/inbox.fixture.js';
import { CHANNEL, key, keys, Processes, publishAll, type Key } from './fixtures/processes.fixture.js';
import { TcpRelay } from './fixtures/tcp-relay.fixture.js';

const { present, absent } = await backends();

describe.each(present)('the life of messaging over %s', (_name, makeBackend) => {
  let backend: Backend;
  let processes: Processes;
  let handles: number;

  beforeAll(async () => {
    backend = await makeBackend();
    processes = new Processes(backend);
    handles = handlesNow();
  });
  afterEach(async () => {
    await processes.end();
    // Every test is one of this too: nothing stays that keeps a process alive.
    await until(() => handlesNow() <= handles);
  });
  afterAll(() => backend.stop());

  it('fails to begin while the backend is down, with the error that an operator needs and nothing left behind', async () => {
    const relay = await TcpRelay.before(backend.url);
    await relay.cut();
    await expect(createMessaging(backend.optionsAt(relay.url))).rejects.toMatchObject({
      code: 'messaging.unavailable',
      publicMessage: expect.stringMatching(/cannot be used.*ECONNREFUSED.*(?:REDIS|DATABASE)_URL/u),
      detail: { reason: expect.stringContaining('ECONNREFUSED') },
    });
  });

  describe('the end', () => {
    it('of a subscription comes after the handler that is running, and before any other', async () => {
      const { messaging } = await processes.start();
      const [begun, done] = [new Inbox<Key>(), new Inbox<Key>()];
      const releases: (() => void)[] = [];
      const subscription = await messaging.subscribe(CHANNEL, async (message) => {
        const held = new Promise<void>((resolve) => releases.push(resolve));
        begun.take(message);
        await held;
        done.take(message);
      });
      await publishAll(messaging, 1);
      await begun.holding(1);
      await publishAll(messaging, 'running', 'waiting');
      releases[0]?.();
      await begun.holding(2);
      const ended = new Inbox<string>();
      const closed = subscription.close().then(() => ended.take('closed'));
      await publishAll(messaging, 'a', 'b', 'c', 'd', 'e');
      expect(ended.received).toEqual([]);
      releases[1]?.();
      await closed;
      expect([begun.received, done.received]).toEqual([keys(1, 'running'), keys(1, 'running')]);
    });

    it('of a subscription can be called by its own handler', async () => {
      const { messaging } = await processes.start();
      const inbox = new Inbox<Key>();
      const subscription = await messaging.subscribe(CHANNEL, async (message) => {
        await subscription.close();
        inbox.take(message);
      });
      await publishAll(messaging, 'first', 'second');
      await expect(inbox.holding(1)).resolves.toEqual(keys('first'));
    });

    it('of one subscription is not the end of another', async () => {
      const { messaging, subscription, inbox } = await processes.startSubscriber();
      const other = new Inbox<Key>();
      await messaging.subscribe(CHANNEL, other.take);
      await subscription.close();
      await publishAll(messaging, 'k1');
      await other.holding(1);
      expect(inbox.received).toEqual([]);
    });

    it.each([
      ['leaves nothing behind', async () => {}],
      ['leaves nothing behind when the server is gone', (relay: TcpRelay) => relay.cut()],
      ['leaves nothing behind when the server is silent', (relay: TcpRelay) => relay.forget()],
    ])('%s', async (_case, disturb) => {
      const { messaging, relay } = await processes.startSubscriber();
      await publishAll(messaging, 'k1');
      await disturb(relay);
      await messaging.close();
      await until(() => handlesNow() - relay.openSockets <= handles);
    });

    it('leaves nothing behind of a subscription that could not begin', async () => {
      const { messaging, relay } = await processes.start();
      await relay.cut();
      await expect(messaging.subscribe(CHANNEL, () => {})).rejects.toMatchObject({ code: 'messaging.unavailable' });
    });

    it('is complete when it is told', async () => {
      const before = handlesNow();
      const messaging = await createMessaging(backend.optionsAt(backend.url));
      const publisher = await createMessaging(backend.optionsAt(backend.url));
      await messaging.subscribe(CHANNEL, () => {});
      await messaging.close();
      await publisher.close();
      expect(handlesNow()).toBeLessThanOrEqual(before);
    });

    it('comes once, and refuses what comes after it', async () => {
      const { messaging, inbox } = await processes.startSubscriber();
      const ends = [messaging.close(), messaging.close()];
      expect(ends[0]).toBe(ends[1]);
      await Promise.all(ends);
      await expect(messaging.publish(CHANNEL, key('late'))).rejects.toMatchObject({ code: 'service.stopping' });
      await expect(messaging.subscribe(CHANNEL, () => {})).rejects.toMatchObject({ code: 'service.stopping' });
      expect(messaging.health()).toMatchObject({ healthy: false, detail: 'closed' });
      expect(inbox.received).toEqual([]);
    });
  });
});

for (const name of absent) {
  describe(`the life of messaging over ${name}`, () => {
    it('was SKIPPED: there is neither redis-server on the PATH nor REDIS_URL, so this leg proves nothing', () => {});
  });
}

/** Sockets and timers that keep this process alive. */
function handlesNow(): number {
  return process.getActiveResourcesInfo().filter((kind) => /^(?:TCPSocketWrap|Timeout)$/u.test(kind)).length;
}
