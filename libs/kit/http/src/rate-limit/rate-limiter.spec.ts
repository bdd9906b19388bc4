import { Redis } from 'ioredis';
import { redisForTests, type TestRedis } from '@caregate/testing';
import { RateLimiter } from './rate-limiter.js';

const limits = {
  login: { requests: 2, seconds: 60, by: 'address' },
  password: { requests: 2, seconds: 60, by: 'address' },
} as const;

describe('a rate limiter', () => {
  it('counts each key by itself and tells what is left', async () => {
    const limiter = new RateLimiter({ limits });
    expect(await limiter.consume('login', 'a')).toMatchObject({ name: 'login', exceeded: false, remaining: 1 });
    expect(await limiter.consume('login', 'a')).toMatchObject({ exceeded: false, remaining: 0 });
    const third = await limiter.consume('login', 'a');
    expect(third).toMatchObject({ exceeded: true, remaining: 0 });
    expect(third.resetMilliseconds).toBeGreaterThan(50_000);
    expect(await limiter.consume('login', 'b')).toMatchObject({ exceeded: false, remaining: 1 });
  });

  it('does not start with a limit that nobody defined', () => {
    expect(() => new RateLimiter({ limits, everywhere: ['logins' as 'login'] })).toThrow(
      'No rate limit is called "logins"',
    );
  });

  it('counts for itself while Redis cannot be reached, instead of letting everybody in', async () => {
    const redis = new Redis({ port: 1, lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    const limiter = new RateLimiter({ limits, redis });
    await limiter.consume('login', 'a');
    await limiter.consume('login', 'a');
    expect(await limiter.consume('login', 'a')).toMatchObject({ exceeded: true });
    redis.disconnect();
  });
});

describe('a rate limiter over Redis', () => {
  let server: TestRedis | undefined;
  beforeAll(async () => void (server = await redisForTests()));
  afterAll(() => server?.stop());

  it('counts for all processes together', async () => {
    if (server === undefined) return;
    const clients = [new Redis(server.url), new Redis(server.url)];
    await Promise.all(clients.map((client) => client.ping()));
    const [one, two] = clients.map((redis) => new RateLimiter({ limits, redis }));
    const key = `spec-${Date.now()}`;
    await one?.consume('login', key);
    expect(await two?.consume('login', key)).toMatchObject({ exceeded: false, remaining: 0 });
    const third = await one?.consume('login', key);
    expect(third).toMatchObject({ exceeded: true });
    expect(third?.resetMilliseconds).toBeGreaterThan(50_000);
    expect(await one?.consume('password', key)).toMatchObject({ exceeded: false, remaining: 1 });
    clients.forEach((client) => client.disconnect());
  });
});
