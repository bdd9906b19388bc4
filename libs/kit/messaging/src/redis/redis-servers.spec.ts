import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { createDataSource } from '@caregate/data-models';
import { describeIf, redisForTests } from '@caregate/testing';
import { Redis } from 'ioredis';
import { createMessaging } from '../create-messaging.js';
import { Inbox } from '../fixtures/inbox.fixture.js';
import { ownRedis, type OwnRedis } from '../fixtures/redis-server.fixture.js';

const program = await redisForTests({ environment: {} });
await program?.stop();

/** With Redis at hand the database is not asked. */
const dataSource = createDataSource({ url: 'postgres://nobody@127.0.0.1:9/absent', applicationName: 'spec' });
const messagingAt = (redisUrl: string) => createMessaging({ redisUrl, dataSource });

const USERS = ['user default off', 'user care on >a-pass/word% ~caregate:* &* +@all -info'];

describeIf(program, 'a Redis with TLS, with users and with databases', () => {
  const believed = getCACertificates('default');
  let server: OwnRedis;
  beforeAll(async () => {
    server = await ownRedis(USERS, { tls: true });
  });
  afterAll(async () => {
    setDefaultCACertificates(believed);
    await server.stop();
  });
  const urlOf = (password: string, database: string) => `rediss://care:${password}@localhost:${server.port}${database}`;

  it('is not believed without the authority of its certificate', async () => {
    const failure = { code: 'messaging.unavailable', detail: { reason: expect.stringContaining('certificate') } };
    await expect(messagingAt(urlOf('a-pass%2Fword%25', '/3'))).rejects.toMatchObject(failure);
  });

  it('carries messages in the database that the address names, and only there', async () => {
    setDefaultCACertificates([...believed, server.certificate]);
    const messaging = await messagingAt(urlOf('a-pass%2Fword%25', '/3'));
    const inbox = new Inbox<{ kid: string }>();
    await messaging.subscribe('signing-key.changed', inbox.take);
    await messaging.publish('signing-key.changed', { kid: 'k1' });
    await expect(inbox.holding(1)).resolves.toEqual([{ kid: 'k1' }]);
    await messaging.close();
    const keysIn = async (database: string) => {
      const redis = new Redis(urlOf('a-pass%2Fword%25', database), { enableReadyCheck: false });
      const keys = await redis.exists('caregate:channel:signing-key.changed');
      redis.disconnect();
      return keys;
    };
    expect([await keysIn(''), await keysIn('/3')]).toEqual([0, 1]);
  });

  it('lets nobody in with another password, and whoever starts the process is told where, not with which', async () => {
    const failure: unknown = await messagingAt(urlOf('an0ther', '/3')).catch((error: unknown) => error);
    const publicMessage = expect.stringMatching(
      new RegExp(`^Redis at localhost:${server.port} cannot be used: WRONGPASS.*correct REDIS_URL`, 'u'),
    );
    const detail = { reason: expect.stringContaining('WRONGPASS') };
    expect(failure).toMatchObject({ code: 'messaging.unavailable', publicMessage, detail });
    expect(inspect(failure)).not.toContain('an0ther');
  });

  it('is refused for a database that it does not have, instead of being used in the first', async () => {
    const failure = { code: 'messaging.redis.unfit', detail: { found: 'no database 16' } };
    await expect(messagingAt(urlOf('a-pass%2Fword%25', '/16'))).rejects.toMatchObject(failure);
  });
});

describeIf(program, 'what is no single Redis server', () => {
  it.each([
    ['cluster', ['cluster-enabled yes'], {}],
    ['sentinel', [], { sentinel: true }],
  ])('is refused: a %s', async (mode, lines, kind) => {
    const server = await ownRedis(lines, kind);
    const failure = { code: 'messaging.redis.unfit', detail: { found: `it is in ${mode} mode` } };
    await expect(messagingAt(`redis://127.0.0.1:${server.port}`)).rejects.toMatchObject(failure);
    await server.stop();
  });
});
