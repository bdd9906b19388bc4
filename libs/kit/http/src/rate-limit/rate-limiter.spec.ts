import { randomUUID } from 'node:crypto';
import { createDataSource, migrate, RateCount } from '@caregate/data-models';
import { beginOutage, describeIf, redisForTests, testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { RateLimiter } from './rate-limiter.js';

/** The clock alone is another. */
const TIMERS = [
  ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const),
  ...(['nextTick', 'queueMicrotask', 'performance', 'hrtime'] as const),
];

const limits = {
  guesses: { requests: 2, seconds: 60, by: 'address', shared: true },
  passwords: { requests: 2, seconds: 60, by: 'address', shared: true },
  busy: { requests: 2, seconds: 60, by: 'address' },
} as const;

const server = await redisForTests();
let database: TestDatabase;
const redisClients: Redis[] = [];
const dataSources: DataSource[] = [];

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
});

afterAll(async () => {
  for (const redis of redisClients) redis.disconnect();
  for (const dataSource of dataSources) await dataSource.destroy();
  await server?.stop();
  await database.drop();
});

/** As another process would open it, and with no more rights than the authorization server has. */
async function overDatabase(): Promise<RateLimiter> {
  const url = database.urlAs('caregate_auth');
  const dataSource = await createDataSource({ url, applicationName: 'spec', poolSize: 4 }).initialize();
  dataSources.push(dataSource);
  return new RateLimiter({ limits, database: dataSource });
}

async function overRedis(url: string): Promise<RateLimiter> {
  const redis = new Redis(url);
  redisClients.push(redis);
  await redis.ping();
  return new RateLimiter({ limits, redis });
}

const shared = { Redis: server && (() => overRedis(server.url)), PostgreSQL: overDatabase };
const stores = { memory: async () => new RateLimiter({ limits }), ...shared };

for (const [store, opens] of Object.entries(stores))
  describeIf(opens, `a rate limiter over ${store}`, (open) => {
    let limiter: RateLimiter;
    beforeAll(async () => void (limiter = await open()));

    it('begins anew where a window was begun by a clock that has been set back since', async () => {
      const key = randomUUID();
      jest.useFakeTimers({ doNotFake: TIMERS, now: Date.now() + 3 * 3_600_000 });
      for (let request = 0; request < 3; request += 1) await limiter.consume('guesses', key);
      jest.useRealTimers();
      const allowance = await limiter.consume('guesses', key);
      expect(allowance.resetMilliseconds).toBeLessThanOrEqual(60_000);
    });

    it('counts each key by itself and tells what is left', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      expect(await limiter.consume('guesses', one)).toMatchObject({ name: 'guesses', exceeded: false, remaining: 1 });
      expect(await limiter.consume('guesses', one)).toMatchObject({ exceeded: false, remaining: 0 });
      const third = await limiter.consume('guesses', one);
      expect(third).toMatchObject({ exceeded: true, remaining: 0 });
      expect(third.resetMilliseconds).toBeGreaterThan(30_000);
      expect(third.resetMilliseconds).toBeLessThanOrEqual(60_000);
      expect(await limiter.consume('guesses', other)).toMatchObject({ exceeded: false, remaining: 1 });
    });

    it('counts each limit by itself', async () => {
      const key = randomUUID();
      await limiter.consume('guesses', key);
      expect((await limiter.consume('passwords', key)).remaining).toBe(1);
    });

    it('lets no more through of those who come at once', async () => {
      const key = randomUUID();
      const all = await Promise.all(Array.from({ length: 12 }, () => limiter.consume('guesses', key)));
      expect(all.filter(({ exceeded }) => !exceeded)).toHaveLength(2);
    });

    it('takes a key of any length and any letters', async () => {
      const key = `${'x'.repeat(3_000)}' or ${randomUUID()} \u{1F512}`;
      for (const exceeded of [false, false, true])
        expect(await limiter.consume('guesses', key)).toMatchObject({ exceeded });
    });
  });

for (const [store, opens] of Object.entries(shared))
  describeIf(opens, `two processes over one ${store}`, (open) => {
    it('count together', async () => {
      const key = randomUUID();
      const [one, two] = [await open(), await open()];
      await one.consume('guesses', key);
      expect(await two.consume('guesses', key)).toMatchObject({ exceeded: false, remaining: 0 });
      for (const limiter of [one, two, one, two])
        expect(await limiter.consume('guesses', key)).toMatchObject({ exceeded: true, remaining: 0 });
    });
  });

describe('a rate limiter without Redis', () => {
  it('keeps what is not shared in its process, and out of the database', async () => {
    const [one, two, key] = [await overDatabase(), await overDatabase(), randomUUID()];
    for (const exceeded of [false, false, true]) expect(await one.consume('busy', key)).toMatchObject({ exceeded });
    expect(await two.consume('busy', key)).toMatchObject({ exceeded: false, remaining: 1 });
    expect(await rowsOf(key)).toEqual([]);
  });

  it('begins anew when the window has ended', async () => {
    const [limiter, key] = [await overDatabase(), randomUUID()];
    await limiter.consume('guesses', key);
    await withClient(database.superuserUrl, (client) =>
      client.query('update auth.rate_count set expire = expire - 60000 where key like $1', [`%${key}`]),
    );
    expect(await limiter.consume('guesses', key)).toMatchObject({ exceeded: false, remaining: 1 });
    expect(await rowsOf(key)).toMatchObject([{ points: 1 }]);
  });

  it('refuses whom it has seen use up a window without asking the database again', async () => {
    const [limiter, key] = [await overDatabase(), randomUUID()];
    await limiter.consume('guesses', key);
    await limiter.consume('guesses', key);
    await withClient(database.superuserUrl, (client) => client.query('truncate auth.rate_count'));
    expect(await limiter.consume('guesses', key)).toMatchObject({ exceeded: true, remaining: 0 });
    expect(await rowsOf(key)).toEqual([]);
  });

  it('writes to a table that leaves no trace in the log of the server', async () => {
    const [row] = await withClient(database.superuserUrl, async (client) => {
      const found = await client.query<{ kind: string }>(
        `select relpersistence as kind from pg_class where oid = 'auth.rate_count'::regclass`,
      );
      return found.rows;
    });
    expect(row?.kind).toBe('u');
  });
});

describe('a rate limiter whose store is away', () => {
  it('counts for itself while Redis cannot be reached, instead of letting everybody in', async () => {
    const redis = new Redis({ port: 1, lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    await countsAlone(new RateLimiter({ limits, redis }));
    redis.disconnect();
  });

  it('counts for itself while PostgreSQL cannot be reached, and together again afterwards', async () => {
    const [limiter, key] = [await overDatabase(), randomUUID()];
    await limiter.consume('guesses', key);
    const outage = await beginOutage(database);
    await countsAlone(limiter);
    await outage.end();
    expect(await limiter.consume('guesses', key)).toMatchObject({ exceeded: false, remaining: 0 });
  });

  async function countsAlone(limiter: RateLimiter): Promise<void> {
    const key = randomUUID();
    for (const exceeded of [false, false, true])
      expect(await limiter.consume('guesses', key)).toMatchObject({ exceeded });
  }
});

it('does not start with a limit that nobody defined', () => {
  expect(() => new RateLimiter({ limits, everywhere: ['logins' as 'guesses'] })).toThrow(
    'No rate limit is called "logins"',
  );
});

async function rowsOf(key: string): Promise<RateCount[]> {
  const [dataSource] = dataSources;
  const rows = await dataSource?.getRepository(RateCount).find();
  return (rows ?? []).filter((row) => row.key.endsWith(key));
}
