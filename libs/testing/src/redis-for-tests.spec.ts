import { connect } from 'node:net';
import { redisForTests } from './redis-for-tests.js';

describe('the Redis of a spec', () => {
  it('answers, and is gone when stopped', async () => {
    const redis = await redisForTests();
    if (redis === undefined) return;
    await expect(ping(redis.url)).resolves.toBe('+PONG\r\n');
    await redis.stop();
    await expect(ping(redis.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is the one that the environment names', async () => {
    const redis = await redisForTests({ environment: { REDIS_URL: 'redis://elsewhere:6379' } });
    expect(redis?.url).toBe('redis://elsewhere:6379');
  });

  it('is absent where the machine has none, unless the run requires it', async () => {
    const program = 'no-such-redis-server';
    await expect(redisForTests({ program, environment: {} })).resolves.toBeUndefined();
    const required = redisForTests({ program, environment: { CAREGATE_REQUIRE_REDIS: '1' } });
    await expect(required).rejects.toThrow('No Redis');
  });
});

async function ping(url: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write('PING\r\n'));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });
}
