import type { Revocation } from '@caregate/core-contracts';
import { migrate } from '@caregate/data-models';
import { fakeClock, givenCaller, redisForTests, testDatabase, type TestDatabase, until } from '@caregate/testing';
import { AppProcesses } from '../fixtures/app-processes.fixture.js';
import { secondsTaken } from '../fixtures/seconds-taken.fixture.js';
import { givenVerifier } from '../fixtures/verifier.fixture.js';

const redis = await redisForTests();
const legs: [string, string | undefined][] = [
  ['PostgreSQL', undefined],
  ...(redis ? [['Redis', redis.url] as [string, string]] : []),
];

afterAll(() => redis?.stop());

describe.each(legs)('with messages over %s', (_backend, redisUrl) => {
  let database: TestDatabase;
  let processes: AppProcesses;

  beforeAll(async () => {
    database = await testDatabase({ migrate: (url) => migrate(url) });
  });
  beforeEach(() => {
    const [reader, writer] = [database.urlAs('caregate_ehr'), database.urlAs('caregate_auth')];
    processes = new AppProcesses({ reader, writer, redisUrl });
  });
  afterEach(() => processes.end());
  afterAll(() => database.drop());

  describe('a revocation in one process', () => {
    it('is obeyed in another within a second, woken by its message', async () => {
      const { messaging } = await processes.start();
      const { view } = await processes.start({ pollMilliseconds: 60_000 });
      const caller = givenCaller({ tokenId: 'woken' });
      expect(view.isRevoked(caller)).toBe(false);
      await processes.revoke('token', 'woken', messaging);
      expect(await secondsTaken(() => until(() => view.isRevoked(caller)))).toBeLessThan(1);
    });

    it('is obeyed in another within a second also when the message is lost', async () => {
      const { view } = await processes.start();
      const caller = givenCaller({ grantId: 'unheard' });
      await processes.revoke('grant', 'unheard');
      expect(await secondsTaken(() => until(() => view.isRevoked(caller)))).toBeLessThan(1);
    });

    it('is known again when the clock had gone ahead, so that it was forgotten, and comes back', async () => {
      const clock = fakeClock(new Date());
      const { view } = await processes.start({ clock: () => clock.now(), pollMilliseconds: 60_000 });
      const caller = givenCaller({ tokenId: 'revived' });
      await processes.revoke('token', 'revived');
      view.lookNow();
      await until(() => view.isRevoked(caller));
      clock.advance(3 * 3_600_000);
      view.lookNow();
      await until(() => !view.isRevoked(caller));
      clock.advance(-3 * 3_600_000);
      expect([view.isStale(), view.health().healthy]).toEqual([true, false]);
      await view.refresh();
      expect([view.isStale(), view.isRevoked(caller)]).toEqual([false, true]);
    });

    it('is known from the start to a process that starts later', async () => {
      await processes.revoke('session', 'earlier');
      const { view } = await processes.start({ pollMilliseconds: 60_000 });
      expect(view.isRevoked(givenCaller({ sessionId: 'earlier' }))).toBe(true);
    });

    it('of a subject refuses the tokens up to now and none after', async () => {
      const nowSeconds = Math.floor(Date.now() / 1000);
      await processes.revoke('subject', 'dr-house');
      const { view } = await processes.start();
      const issuedAt = (issuedAtSeconds: number) => givenCaller({ subject: 'dr-house', issuedAtSeconds });
      expect(view.isRevoked(issuedAt(nowSeconds))).toBe(true);
      expect(view.isRevoked(issuedAt(nowSeconds + 5))).toBe(false);
    });

    it('refuses the token at the verifier of another process, though it was accepted a moment ago', async () => {
      const { view, messaging } = await processes.start();
      const { verifier, token, endpoint } = await givenVerifier({ revocations: view });
      processes.atEnd(() => endpoint.close());
      const presented = await token({ jti: 'accepted-before' });
      await verifier.verify(presented);
      await processes.revoke('token', 'accepted-before', messaging);
      await until(() => verifier.peek(presented) === undefined);
      await expect(verifier.verify(presented)).rejects.toMatchObject({ code: 'token.revoked' });
    });
  });

  describe('a listener', () => {
    it('hears of each new revocation once, until it stops listening', async () => {
      const { view, messaging } = await processes.start();
      const heard: Revocation[] = [];
      const stopListening = view.onRevoked((revocation) => heard.push(revocation));
      await processes.revoke('token', 'heard-1', messaging);
      await processes.revoke('token', 'heard-1', messaging);
      await processes.revoke('client', 'heard-2', messaging);
      await until(() => heard.length === 2);
      expect(heard).toMatchObject([
        { kind: 'token', value: 'heard-1' },
        { kind: 'client', value: 'heard-2' },
      ]);
      stopListening();
      await processes.revoke('token', 'unheard-of', messaging);
      await until(() => view.isRevoked(givenCaller({ tokenId: 'unheard-of' })));
      expect(heard).toHaveLength(2);
    });

    it('that fails is logged, and neither the others nor the reading suffer', async () => {
      const warnings: string[] = [];
      const { view, messaging } = await processes.start({
        logger: { warn: (_fields, message) => warnings.push(message) },
      });
      const heard: string[] = [];
      view.onRevoked(() => {
        throw new Error('a socket that is gone');
      });
      for (const name of ['first', 'second']) view.onRevoked(({ value }) => heard.push(`${name} ${value}`));
      await processes.revoke('token', 'after-failure', messaging);
      await until(() => heard.length > 0);
      expect(heard).toEqual(['first after-failure', 'second after-failure']);
      expect(view.isRevoked(givenCaller({ tokenId: 'after-failure' }))).toBe(true);
      expect(warnings).toEqual(['a listener to revocations failed']);
    });
  });
});

if (redis === undefined)
  describe('with messages over Redis', () => {
    it('was SKIPPED: there is neither redis-server on the PATH nor REDIS_URL, so this leg proves nothing', () => {});
  });
