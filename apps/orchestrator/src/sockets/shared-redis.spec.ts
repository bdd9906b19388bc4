import { describeIf, redisForTests } from '@caregate/testing';
import { Redis } from 'ioredis';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';

const redis = await redisForTests({ environment: {} });
const url = (database: number) => `${redis?.url}/${database}`;
/** With the rights that the guide asks for. */
const USER = ['care', 'on', '>word', '~caregate:*', '&caregate:*', '+@all', '-@admin', '+info'];
const urlOfUser = (database: number) => url(database).replace('//', '//care:word@');

describeIf(redis, 'two installations that share one Redis, each with a database of its own', () => {
  let houses: OrchestratorHouse[];
  beforeAll(async () => {
    const administrator = new Redis(url(0));
    await administrator.call('ACL', 'SETUSER', ...USER);
    administrator.disconnect();
    houses = await Promise.all([1, 2].map((number) => OrchestratorHouse.open({ REDIS_URL: urlOfUser(number) })));
  });
  afterAll(async () => {
    await Promise.all(houses.map((house) => house.close()));
    await redis?.stop();
  });

  it('work for none but their own agents, and leave nothing under names of others', async () => {
    const [one, two] = houses as [OrchestratorHouse, OrchestratorHouse]; // -- opened above
    const done: string[] = [];
    await one.agent('twin', { look: async () => ({ at: done.push('one') }) });
    await two.agent('twin', { look: async () => ({ at: done.push('two') }) });
    await one.ends(await one.task({ task_type: 'look' }));
    expect(done).toEqual(['one']);
    for (const number of [0, 1, 2]) {
      const client = new Redis(url(number));
      const keys = await client.keys('*');
      const channels = (await client.call('PUBSUB', 'CHANNELS')) as string[]; // -- of Redis
      client.disconnect();
      expect(keys.filter((key) => !key.startsWith('caregate:'))).toEqual([]);
      expect(keys.length > 0).toBe(number > 0);
      expect(channels.filter((channel) => !/^caregate:sockets:[12]#/u.test(channel))).toEqual([]);
      expect(new Set(channels.map((channel) => channel.slice(0, 18)))).toEqual(
        new Set(['caregate:sockets:1', 'caregate:sockets:2']),
      );
    }
  });

  it('do not hear what the instances of the other tell each other', async () => {
    const [one] = houses as [OrchestratorHouse, OrchestratorHouse]; // -- opened above
    const client = new Redis(url(2));
    const heard: string[] = [];
    await client.psubscribe('*');
    client.on('pmessage', (_pattern, channel: string) => void heard.push(channel));
    await one.task({ task_type: 'look' });
    await one.until(async () => heard.length > 0);
    client.disconnect();
    expect(heard.filter((channel) => !channel.startsWith('caregate:sockets:1#'))).toEqual([]);
  });
});
