import { redisForTests } from '@caregate/testing';
import { Redis } from 'ioredis';
import { RedisLog } from './redis.log.js';

const redis = await redisForTests();

describe('the stream of a channel', () => {
  if (redis === undefined) {
    it('was SKIPPED: there is neither redis-server on the PATH nor REDIS_URL, so this proves nothing', () => {});
    return;
  }
  afterAll(() => redis.stop());

  it('does not grow for ever', async () => {
    const log = new RedisLog(redis.url, 'redis-log-spec:');
    await log.open();
    for (let batch = 0; batch < 21; batch += 1)
      await Promise.all(Array.from({ length: 500 }, () => log.append('audit.alert', '{}')));
    const administrator = new Redis(redis.url);
    // Redis trims whole nodes of a hundred entries.
    expect(await administrator.xlen('redis-log-spec:channel:audit.alert')).toBeLessThan(10_200);
    await administrator.del('redis-log-spec:channel:audit.alert');
    await administrator.quit();
    await log.close();
  });
});
