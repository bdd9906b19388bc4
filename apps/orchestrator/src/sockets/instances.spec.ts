import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { redisForTests, testDatabase, until, type TestDatabase } from '@caregate/testing';
import type { Assignment } from '../dispatch/local-agents.js';
import type { News } from '../work/work.js';
import { openFanOut } from './fan-out.js';
import { SocketServer, type SocketServerOptions, type SocketParts } from './socket-server.js';

let database: TestDatabase;
const redis = await redisForTests();
const ends: (() => unknown)[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  while (ends.length > 0) await ends.pop()?.();
});
afterAll(async () => {
  await database.drop();
  await redis?.stop();
});

const logger = { warn: () => undefined };
const watch = { closeAll: () => undefined, stop: () => undefined };
const news = (agentId: string): News[] => [
  { rooms: ['agents'], event: 'agent:status', payload: { agentId, status: 'active' } },
];

/** The same server behind connections that take their time to open. */
const slow = async (address: string): Promise<string> => {
  const { port, hostname } = new URL(address);
  const relay = createServer({ pauseOnConnect: true }, async (near) => {
    near.on('error', () => undefined);
    await wait(400);
    const far = connect(Number(port), hostname).on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => relay.close());
  return Object.assign(new URL(address), { host: `127.0.0.1:${(relay.address() as AddressInfo).port}` }).href;
};

const instance = async (databaseUrl: string, redisUrl?: string) => {
  const fanOut = openFanOut({ databaseUrl, redisUrl, logger });
  const server = new SocketServer({ fanOut, logger, allowedOrigins: [] } as unknown as SocketServerOptions);
  const heard: unknown[] = [];
  server.tellHere = (told) => void heard.push(...told.map(({ payload }) => payload));
  await server.listen(0, '127.0.0.1', { watch } as unknown as SocketParts);
  ends.push(() => server.close());
  return { server, publish: (agentId: string) => server.publish(news(agentId)), heard };
};

const backends: [string, string | undefined][] = [
  ['PostgreSQL', undefined],
  ...(redis === undefined ? [] : [['Redis', redis.url] as [string, string]]),
];

describe.each(backends)('instances that tell each other over %s (feature M13)', (_name, redisUrl) => {
  it('hear each other from the moment that one lets people in', async () => {
    const first = await instance(database.superuserUrl, redisUrl);
    const second = await instance(await slow(database.superuserUrl), redisUrl && (await slow(redisUrl)));
    first.publish('of-the-first');
    second.publish('of-the-second');
    await until(async () => first.heard.length === 2 && second.heard.length === 2);
    const both = [{ agentId: 'of-the-first' }, { agentId: 'of-the-second' }].map(expect.objectContaining);
    expect(second.heard).toEqual(expect.arrayContaining(both));
    expect(first.heard).toEqual(expect.arrayContaining(both));
  });

  it('let people in all the same where the others are out of reach', async () => {
    const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
    const lonely = await instance(nowhere, redisUrl && 'redis://127.0.0.1:1');
    lonely.publish('of-its-own');
    const nobody: Partial<Assignment> = { agentId: 'anybody' };
    expect(await lonely.server.deliverElsewhere(nobody as Assignment)).toBe(false);
    expect(lonely.heard).toHaveLength(1);
  });
});
