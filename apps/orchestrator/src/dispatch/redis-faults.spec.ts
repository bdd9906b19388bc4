import { randomUUID } from 'node:crypto';
import { health } from '@caregate/core-contracts';
import { describeIf, redisForTests, until } from '@caregate/testing';
import { Redis } from 'ioredis';
import { BullEngine } from '../engine/bullmq.engine.js';
import { redisBackend } from '../engine/redis.backend.js';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';

const redis = await redisForTests({ environment: {} });
const url = redis?.url ?? '';
const administrator = new Redis(url, { lazyConnect: true });
afterAll(async () => {
  administrator.disconnect();
  await redis?.stop();
});

describeIf(redis, 'a Redis that does not answer', () => {
  it('owes no more than was asked before that was known', async () => {
    const engine = new BullEngine(redisBackend(url, { warn: () => undefined }), 200);
    const ticket = () => ({ taskId: randomUUID(), attempt: 1, queue: 'owing', priority: 5 });
    await engine.add([ticket()]);
    await administrator.client('PAUSE', 60_000, 'WRITE');
    await expect(engine.add([ticket()])).rejects.toThrow('does not answer');
    for (let more = 0; more < 50; more += 1) await expect(engine.add([ticket()])).rejects.toThrow('does not answer');
    await administrator.client('UNPAUSE');
    await until(async () => (await engine.waiting('owing')) === 2);
    await engine.add([ticket()]);
    await expect(engine.waiting('owing')).resolves.toBe(3);
    await engine.close();
  });
});

describeIf(redis, 'a Redis whose memory is full', () => {
  let house: OrchestratorHouse;
  const isHealthy = async () => {
    const response = await fetch(`http://127.0.0.1:${house.running.port}/health`);
    return health.parse(await response.json()).checks['engine']?.status === 'healthy';
  };
  beforeAll(async () => {
    house = await OrchestratorHouse.open({ REDIS_URL: url, SWEEP_SECONDS: '3' });
  });
  afterEach(() => administrator.config('SET', 'maxmemory', '0'));
  afterAll(() => house.close());

  it('is told as a fault of the engine, and is none any more when there is room', async () => {
    await house.until(isHealthy);
    await administrator.config('SET', 'maxmemory', '1');
    await house.until(async () => !(await isHealthy()));
    await administrator.config('SET', 'maxmemory', '0');
    await house.until(isHealthy);
  });

  it('keeps no lease from ending, and no task from being done as soon as there is room', async () => {
    const fleeting = await house.agent('fleeting', { held: () => new Promise(() => undefined) });
    const held = await house.task({ task_type: 'held', max_retries: 0 });
    await house.ends(held, 'running');
    await fleeting.stop(1);
    await administrator.config('SET', 'maxmemory', '1');
    const kept = [await house.task({ task_type: 'kept' })];
    // Each sweep finds a ticket that the queue does not take.
    const coming = setInterval(() => void house.task({ task_type: 'kept' }).then((id) => kept.push(id)), 500);
    await house.ends(held, 'failed').finally(() => clearInterval(coming));
    await administrator.config('SET', 'maxmemory', '0');
    await house.agent('late', { kept: () => 'done' }, { max_concurrent_tasks: 5 });
    const roomAt = performance.now();
    for (const id of kept) await house.ends(id);
    expect(performance.now() - roomAt).toBeLessThan(20_000);
  });
});
