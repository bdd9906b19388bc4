import { createMessaging } from './create-messaging.js';
import type { Backend } from './fixtures/backend.fixture.js';
import { backends } from './fixtures/backends.fixture.js';
import { Inbox } from './fixtures/inbox.fixture.js';
import { CHANNEL, key, keys, Processes, publishAll, type Key } from './fixtures/processes.fixture.js';
import { TcpRelay } from './fixtures/tcp-relay.fixture.js';
import { until } from './fixtures/until.fixture.js';

const { present, absent } = await backends();

describe.each(present)('the life of messaging over %s', (_name, makeBackend) => {
  let backend: Backend;
  let processes: Processes;

  beforeAll(async () => {
    backend = await makeBackend();
    processes = new Processes(backend);
  });
  afterEach(() => processes.end());
  afterAll(() => backend.stop());

  it('fails to begin while the backend is down, with the error that an operator needs and nothing left behind', async () => {
    const relay = await TcpRelay.before(backend.url);
    await relay.cut();
    const before = handlesBeside(relay);
    await expect(createMessaging(backend.optionsAt(relay.url))).rejects.toMatchObject({
      code: 'messaging.unavailable',
      detail: { reason: expect.stringContaining('ECONNREFUSED') },
    });
    await until(() => handlesBeside(relay) <= before);
  });

  describe('the end', () => {
    it('of a subscription comes after the handler that is running, and before any other', async () => {
      const { messaging } = await processes.start();
      const [begun, done] = [new Inbox<Key>(), new Inbox<Key>()];
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
      ['has no handle left', async () => {}],
      ['has no handle left when the server is gone', (relay: TcpRelay) => relay.cut()],
      ['has no handle left when the server is silent', (relay: TcpRelay) => relay.silence(true)],
    ])('%s', async (_case, disturb) => {
      const relay = await TcpRelay.before(backend.url);
      const before = handlesBeside(relay);
      const messaging = await createMessaging(backend.optionsAt(relay.url));
      await messaging.subscribe(CHANNEL, () => {});
      await publishAll(messaging, 'k1');
      await disturb(relay);
      await messaging.close();
      await until(() => handlesBeside(relay) <= before);
      await relay.stop();
    });

    it('has no handle left of a subscription that could not begin', async () => {
      const relay = await TcpRelay.before(backend.url);
      const before = handlesBeside(relay);
      const messaging = await createMessaging(backend.optionsAt(relay.url));
      await relay.cut();
      await expect(messaging.subscribe(CHANNEL, () => {})).rejects.toMatchObject({ code: 'messaging.unavailable' });
      await messaging.close();
      await until(() => handlesBeside(relay) <= before);
    });

    it('is complete when it is told', async () => {
      const before = handlesBeside({ openSockets: 0 });
      const messaging = await createMessaging(backend.optionsAt(backend.url));
      await messaging.subscribe(CHANNEL, () => {});
      await messaging.close();
      expect(handlesBeside({ openSockets: 0 })).toBeLessThanOrEqual(before);
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

/** Sockets and timers that keep this process alive, the network of the spec aside. */
function handlesBeside({ openSockets }: { readonly openSockets: number }): number {
  return process.getActiveResourcesInfo().filter((kind) => /^TCPSocket|^Timeout/u.test(kind)).length - openSockets;
}
