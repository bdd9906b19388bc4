import { randomUUID } from 'node:crypto';
import { createDataSource, migrate } from '@caregate/data-models';
import { describeIf, freePort, redisForTests, testDatabase, type TestRedis } from '@caregate/testing';
import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { secondsLater } from '../../clock.js';
import type { ArtifactStore } from './artifact-store.js';
import { ArtifactsRepository } from './artifacts.repository.js';
import { ListedArtifacts } from './listed-artifacts.js';
import { RedisArtifacts } from './redis-artifacts.js';

interface GivenStore {
  readonly store: ArtifactStore;
  /** Everything that it keeps, as text. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

async function givenPostgres(
  open: (dataSource: DataSource) => ArtifactStore = (dataSource) => new ArtifactsRepository(dataSource),
): Promise<GivenStore> {
  const database = await testDatabase({ migrate: (url) => migrate(url) });
  const dataSource = createDataSource({ url: database.urlAs('caregate_auth'), applicationName: 'spec', poolSize: 12 });
  await dataSource.initialize();
  return {
    store: open(dataSource),
    dump: async () => {
      const rows = await dataSource.query<{ row: string }[]>('select a::text as row from auth.oidc_artifact a');
      return rows.map(({ row }) => row).join('\n');
    },
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

async function givenRedis(server: TestRedis): Promise<GivenStore> {
  const redis = new Redis(server.url);
  return {
    store: new RedisArtifacts(redis),
    dump: async () => {
      const keys = await redis.keys('*');
      return [...keys, ...(keys.length === 0 ? [] : await redis.mget(keys))].join('\n');
    },
    close: async () => {
      redis.disconnect();
      await server.stop();
    },
  };
}

/** Whatever becomes of the list, its store must not notice. */
async function givenListedInVain(): Promise<GivenStore> {
  const away = new Redis({ port: await freePort(), lazyConnect: true, enableOfflineQueue: false });
  away.on('error', () => undefined);
  const given = await givenPostgres((dataSource) => new ListedArtifacts(dataSource, new RedisArtifacts(away)));
  return {
    ...given,
    close: async () => {
      away.disconnect();
      await given.close();
    },
  };
}

const server = await redisForTests();
const backends = {
  PostgreSQL: () => givenPostgres(),
  'PostgreSQL, listed in a Redis that is away': givenListedInVain,
  Redis: server && (() => givenRedis(server)),
};

for (const [backend, opens] of Object.entries(backends))
  describeIf(opens, `what the authorization server remembers, in ${backend} (feature T16)`, (given) => {
    let opened: GivenStore;
    beforeAll(async () => {
      opened = await given();
    });
    afterAll(() => opened.close());

    const now = () => new Date();
    const soon = () => secondsLater(now(), 60);
    const withStore = (work: (store: ArtifactStore, dump: () => Promise<string>) => Promise<void>) => () =>
      work(opened.store, opened.dump);

    it(
      'is found again by its id, and by nobody without it',
      withStore(async (store, dump) => {
        const id = randomUUID();
        await store.upsert('AuthorizationCode', id, { accountId: 'a', jti: id, kind: 'AuthorizationCode' }, soon());
        expect(await store.find('AuthorizationCode', id)).toEqual({
          payload: { accountId: 'a', jti: id, kind: 'AuthorizationCode' },
        });
        expect(await store.find('RefreshToken', id)).toBeUndefined();
        expect(await dump()).not.toContain(id);
      }),
    );

    it(
      'keeps no cookie of a session that an interaction repeats',
      withStore(async (store, dump) => {
        const cookie = randomUUID();
        await store.upsert('Interaction', randomUUID(), { session: { cookie, uid: 'u', accountId: 'a' } }, soon());
        expect(await dump()).not.toContain(cookie);
      }),
    );

    it(
      'is used once: of ten at once exactly one may (attack cases 24 and 25)',
      withStore(async (store) => {
        const id = randomUUID();
        await store.upsert('AuthorizationCode', id, {}, soon());
        const used = await Promise.all(Array.from({ length: 10 }, () => store.consume('AuthorizationCode', id, now())));
        expect(used.filter(Boolean)).toHaveLength(1);
        expect((await store.find('AuthorizationCode', id))?.consumedAt).toBeInstanceOf(Date);
        expect(await store.consume('AuthorizationCode', id, now())).toBe(false);
      }),
    );

    it(
      'may be used again within its grace, which is counted from the first use',
      withStore(async (store) => {
        const id = randomUUID();
        const first = now();
        await store.upsert('RefreshToken', id, {}, soon());
        expect(await store.consume('RefreshToken', id, first)).toBe(true);
        expect(await store.consume('RefreshToken', id, secondsLater(first, 5), secondsLater(first, -10))).toBe(true);
        expect((await store.find('RefreshToken', id))?.consumedAt?.getTime()).toBe(first.getTime());
        expect(await store.consume('RefreshToken', id, secondsLater(first, 20), secondsLater(first, 5))).toBe(false);
      }),
    );

    it(
      'is unused again once its only use was taken back, by the time of that use',
      withStore(async (store) => {
        const id = randomUUID();
        const at = now();
        await store.upsert('AuthorizationCode', id, { consumedAt: at.getTime() }, soon());
        expect(await store.release('AuthorizationCode', id, at)).toBe(false);
        await store.consume('AuthorizationCode', id, at);
        expect(await store.release('AuthorizationCode', id, secondsLater(at, 1))).toBe(false);
        expect(await store.consume('AuthorizationCode', id, at)).toBe(false);
        expect(await store.release('AuthorizationCode', id, at)).toBe(true);
        expect(await store.find('AuthorizationCode', id)).toEqual({ payload: { consumedAt: at.getTime(), jti: id } });
        expect(await store.release('AuthorizationCode', id, at)).toBe(false);
        expect(await store.consume('AuthorizationCode', id, now())).toBe(true);
      }),
    );

    it(
      'stays used when another has used it since, within the grace',
      withStore(async (store) => {
        const id = randomUUID();
        const first = now();
        await store.upsert('RefreshToken', id, {}, soon());
        await store.consume('RefreshToken', id, first);
        await store.consume('RefreshToken', id, first, secondsLater(first, -10));
        await store.upsert('RefreshToken', id, { scope: 'b' }, soon());
        expect(await store.release('RefreshToken', id, first)).toBe(false);
        expect((await store.find('RefreshToken', id))?.consumedAt?.getTime()).toBe(first.getTime());
      }),
    );

    it(
      'cannot be used when there is none',
      withStore(async (store) => {
        expect(await store.consume('RefreshToken', randomUUID(), now())).toBe(false);
      }),
    );

    it(
      'is still used after it was written again',
      withStore(async (store) => {
        const id = randomUUID();
        await store.upsert('RefreshToken', id, { scope: 'a' }, soon());
        await store.consume('RefreshToken', id, now());
        await store.upsert('RefreshToken', id, { scope: 'b' }, soon());
        expect(await store.find('RefreshToken', id)).toMatchObject({ payload: { scope: 'b' } });
        expect(await store.consume('RefreshToken', id, now())).toBe(false);
      }),
    );

    it(
      'is written once where it has to be new: of ten at once exactly one is',
      withStore(async (store) => {
        const id = randomUUID();
        const once = () => store.insertOnce('ReplayDetection', id, { iss: 'x' }, soon());
        const written = await Promise.all(Array.from({ length: 10 }, once));
        expect(written.filter(Boolean)).toHaveLength(1);
      }),
    );

    it(
      'is found by its uid, without its value',
      withStore(async (store) => {
        const [id, uid] = [randomUUID(), randomUUID()];
        await store.upsert('Session', id, { uid, accountId: 'a', jti: id }, soon());
        expect(await store.findByUid('Session', uid)).toEqual({ payload: { uid, accountId: 'a' } });
      }),
    );

    it(
      'is gone once destroyed, which one of ten at once hears',
      withStore(async (store) => {
        const id = randomUUID();
        await store.upsert('Session', id, {}, soon());
        const heard = await Promise.all(Array.from({ length: 10 }, () => store.destroy('Session', id)));
        expect(heard.filter(Boolean)).toEqual([true]);
        expect(await store.find('Session', id)).toBeUndefined();
      }),
    );

    it(
      'answers a device once: of ten at once exactly one does, and the device sees it',
      withStore(async (store) => {
        const [id, userCode] = [randomUUID(), randomUUID().slice(0, 8)];
        await store.upsert('DeviceCode', id, { userCode, clientId: 'c' }, soon());
        expect(await store.findWaitingDevice(userCode, now())).toMatchObject({ clientId: 'c' });
        const answer = (accountId: string) => store.answerDevice(userCode, { accountId, grantId: 'g' }, now());
        const answered = await Promise.all(Array.from({ length: 10 }, (_none, index) => answer(`a${index}`)));
        expect(answered.filter(Boolean)).toHaveLength(1);
        expect((await store.find('DeviceCode', id))?.payload).toMatchObject({ grantId: 'g', clientId: 'c' });
        expect(await store.findWaitingDevice(userCode, now())).toBeUndefined();
      }),
    );

    it(
      'tells a device that asks too soon to wait five seconds longer each time, and forgets nothing of that',
      withStore(async (store) => {
        const [id, userCode] = [randomUUID(), randomUUID()];
        await store.upsert('DeviceCode', id, { userCode, clientId: 'c' }, soon());
        const start = now().getTime();
        const at = (seconds: number) => store.pollDevice(id, new Date(start + seconds * 1000));
        expect([await at(0), await at(5), await at(9.999)]).toEqual([true, true, false]);
        expect([await at(19), await at(33.9), await at(60)]).toEqual([false, false, true]);
        expect([await at(79.9), await at(104.9), await at(200)]).toEqual([false, true, true]);
        expect(await store.findWaitingDevice(userCode, now())).toMatchObject({ clientId: 'c' });
        expect(await store.answerDevice(userCode, { accountId: 'a', grantId: 'g' }, now())).toBe(true);
        expect(await store.pollDevice(randomUUID(), now())).toBe(true);
      }),
    );

    it(
      'finds of many questions of one device at once at most one in time',
      withStore(async (store) => {
        const id = randomUUID();
        await store.upsert('DeviceCode', id, { userCode: randomUUID() }, soon());
        const polls = await Promise.all(Array.from({ length: 8 }, () => store.pollDevice(id, now())));
        expect(polls.filter(Boolean)).toHaveLength(1);
      }),
    );

    it(
      'takes a question that came earlier, and is looked at later, for one too many',
      withStore(async (store) => {
        const id = randomUUID();
        await store.upsert('DeviceCode', id, { userCode: randomUUID() }, soon());
        const earlier = now();
        expect(await store.pollDevice(id, new Date(earlier.getTime() + 30))).toBe(true);
        expect(await store.pollDevice(id, earlier)).toBe(false);
      }),
    );

    it(
      'binds a grant to the sign-in during which it was made',
      withStore(async (store) => {
        const [id, session] = [randomUUID(), randomUUID()];
        await store.upsert('Grant', id, { accountId: 'a' }, soon());
        expect(await store.sessionOfGrant(id)).toBeUndefined();
        await store.bindGrantToSession(id, session);
        expect(await store.sessionOfGrant(id)).toBe(session);
      }),
    );
  });

describeIf(await redisForTests(), 'keys in Redis', (own) => {
  it('have the names of the older gateway and end by themselves (feature T16)', async () => {
    const redis = new Redis(own.url);
    const store = new RedisArtifacts(redis);
    await store.upsert('AuthorizationCode', 'c', {}, secondsLater(new Date(), 60));
    await store.upsert('RefreshToken', 'r', {}, secondsLater(new Date(), 3600));
    await store.upsert('Interaction', 's', {}, secondsLater(new Date(), 600));
    const ends = async (kind: string) => {
      const [key = ''] = await redis.keys(`oauth:${kind}:*`);
      return redis.ttl(key);
    };
    expect([await ends('code'), await ends('refresh'), await ends('state')]).toEqual([
      expect.closeTo(60, -1),
      expect.closeTo(3600, -1),
      expect.closeTo(600, -1),
    ]);
    redis.disconnect();
    await own.stop();
  });
});
