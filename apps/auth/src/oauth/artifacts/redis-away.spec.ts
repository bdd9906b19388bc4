import { describeIf, redisForTests, until } from '@caregate/testing';
import { openRedis, RateLimiter } from '@caregate/kit-http';
import { Redis } from 'ioredis';
import { RedisArtifacts } from './redis-artifacts.js';

const PAUSE_MILLISECONDS = 4000;

describeIf(await redisForTests(), 'a Redis that takes connections and does not answer', ({ url, stop }) => {
  const administrator = new Redis(url);
  const redises: Redis[] = [];
  afterAll(async () => {
    for (const each of redises) each.disconnect();
    administrator.disconnect();
    await stop();
  });

  const opened = async () => {
    const redis = await openRedis(url);
    redises.push(redis);
    return redis;
  };
  const secondsOf = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    return (performance.now() - startedAt) / 1000;
  };
  const answers = async (redis: Redis) =>
    until(() =>
      redis.get('x').then(
        () => true,
        () => false,
      ),
    );

  it('keeps nobody waiting: what is kept there is away, limits are counted here, and all is well when it is', async () => {
    const redis = await opened();
    const store = new RedisArtifacts(redis);
    const limiter = new RateLimiter({ limits: { few: { requests: 2, seconds: 60, by: 'address' } }, redis });
    await administrator.client('PAUSE', PAUSE_MILLISECONDS, 'ALL');
    const refused = { code: 'service.unavailable', kind: 'unavailable' };
    expect(await secondsOf(() => expect(store.find('Session', 'a')).rejects.toMatchObject(refused))).toBeLessThan(2);
    const counted = async () => (await limiter.consume('few', 'address:a')).exceeded;
    expect(
      await secondsOf(async () => expect([await counted(), await counted()]).toEqual([false, false])),
    ).toBeLessThan(2);
    expect(await counted()).toBe(true);
    await answers(redis);
    expect(await store.find('Session', 'a')).toBeUndefined();
  });

  it('does not keep the app from starting', async () => {
    await administrator.client('PAUSE', PAUSE_MILLISECONDS, 'ALL');
    expect(await secondsOf(opened)).toBeLessThan(3);
    await answers(administrator);
  });
});

describeIf(await redisForTests(), 'a Redis that takes no writes', (own) => {
  it('is away for those who write, and asked again under its name as soon as it is the primary', async () => {
    const redis = await openRedis(own.url);
    const store = new RedisArtifacts(redis);
    const write = () => store.upsert('Session', 'a', {}, new Date(Date.now() + 60_000));
    const administrator = new Redis(own.url);
    const connections = async () =>
      Number(/total_connections_received:(\d+)/u.exec(await administrator.info('stats'))?.[1]);
    const before = await connections();
    await administrator.replicaof('127.0.0.1', 1);
    await expect(write()).rejects.toMatchObject({ kind: 'unavailable' });
    await until(async () => (await connections()) > before);
    await administrator.replicaof('NO', 'ONE');
    await until(() =>
      write().then(
        () => true,
        () => false,
      ),
    );
    await administrator.config('SET', 'maxmemory', '1');
    await expect(write()).rejects.toMatchObject({ kind: 'unavailable' });
    redis.disconnect();
    administrator.disconnect();
    await own.stop();
  });
});
