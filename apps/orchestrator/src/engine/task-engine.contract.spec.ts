import { randomUUID } from 'node:crypto';
import { migrate } from '@caregate/data-models';
import { redisForTests, testDatabase } from '@caregate/testing';
import { BullEngine } from './bullmq.engine.js';
import { postgresBackend } from './postgres.backend.js';
import { redisBackend } from './redis.backend.js';
import type { HeldTicket, TaskEngine, Ticket } from './task-engine.port.js';

const logger = { warn: () => undefined };
const redis = await redisForTests();
const database = await testDatabase({ migrate });
const backends = [
  {
    name: 'PostgreSQL',
    open: async () => new BullEngine(await postgresBackend(database.urlAs('caregate_orchestrator'), logger)),
  },
  ...(redis === undefined
    ? []
    : [{ name: 'Redis', open: async () => new BullEngine(redisBackend(redis.url, logger, `spec-${randomUUID()}`)) }]),
];

afterAll(async () => {
  await database.drop();
  await redis?.stop();
});

describe.each(backends)('the task engine on $name', ({ open }) => {
  let engine: TaskEngine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  const ticket = (queue: string, more: Partial<Ticket> = {}): Ticket => {
    return { taskId: randomUUID(), attempt: 1, queue, priority: 5, ...more };
  };
  const soon = async (queue: string): Promise<HeldTicket> => {
    for (;;) {
      const held = await engine.take(queue, { wait: true });
      if (held !== undefined) return held;
    }
  };

  it('hands out the highest priority first', async () => {
    const low = ticket('order', { priority: 1 });
    const high = ticket('order', { priority: 10 });
    const middle = ticket('order', { priority: 5 });
    await engine.add([low, high, middle]);
    const taken = [await soon('order'), await soon('order'), await soon('order')];
    expect(taken.map(({ taskId }) => taskId)).toEqual([high.taskId, middle.taskId, low.taskId]);
    await Promise.all(taken.map((held) => held.done()));
    await expect(engine.waiting('order')).resolves.toBe(0);
  });

  it('takes the same ticket only once, however often it is added', async () => {
    const one = ticket('once');
    await Promise.all([engine.add([one]), engine.add([one]), engine.add([one])]);
    await (await soon('once')).done();
    await expect(engine.take('once')).resolves.toBeUndefined();
  });

  it('forgets a ticket that is taken away, and takes another attempt at the same task', async () => {
    const [one, other] = [ticket('away'), ticket('away')];
    const later = ticket('away', { delayMilliseconds: 60_000 });
    await engine.add([one, other, later]);
    await engine.remove([one, later, ticket('away'), ticket('never-used')]);
    await expect(engine.waiting('away')).resolves.toBe(1);
    await (await soon('away')).done();
    await expect(engine.take('away')).resolves.toBeUndefined();
    await engine.add([{ ...one, attempt: 2 }]);
    await expect(soon('away')).resolves.toMatchObject({ taskId: one.taskId, attempt: 2 });
  });

  it('wakes up whoever waits when a ticket comes', async () => {
    await expect(engine.take('wake')).resolves.toBeUndefined();
    const waiting = soon('wake');
    const one = ticket('wake');
    await engine.add([one]);
    await expect(waiting).resolves.toMatchObject({ taskId: one.taskId, attempt: 1 });
  });

  it('holds a ticket back until it is due', async () => {
    const later = ticket('delay', { delayMilliseconds: 300 });
    const addedAt = performance.now();
    await engine.add([later]);
    await (await soon('delay')).done();
    expect(performance.now() - addedAt).toBeGreaterThanOrEqual(290);
  });

  it('hands out a ticket that is due, also where one waits that a wrong clock has put far off', async () => {
    const due = ticket('clocks');
    await engine.add([{ ...due, delayMilliseconds: 86_400_000 }]);
    await engine.add([due]);
    await (await soon('clocks')).done();
    await engine.remove([due]);
    await expect(engine.waiting('clocks')).resolves.toBe(0);
  });

  it('serves more queues than it has connections', async () => {
    const queues = Array.from({ length: 40 }, (_, index) => `many-${index}`);
    const taken = queues.map((queue) => soon(queue));
    const tickets = queues.map((queue) => ticket(queue));
    await engine.add(tickets);
    const held = await Promise.all(taken);
    expect(held.map(({ taskId }) => taskId)).toEqual(tickets.map(({ taskId }) => taskId));
    await Promise.all(held.map((each) => each.done()));
  });

  it('gives a ticket that was never done to somebody else', async () => {
    const one = ticket('stalled');
    await engine.add([one]);
    await soon('stalled');
    await expect(soon('stalled')).resolves.toMatchObject({ taskId: one.taskId });
  });

  it('lets nobody wait any longer when it closes, and takes no more tickets', async () => {
    const other = await open();
    await Promise.all([other.take('closing'), other.take('closing-too')]);
    const waiting = [other.take('closing', { wait: true }), other.take('closing-too', { wait: true })];
    const closedAt = performance.now();
    await other.close();
    await expect(Promise.all(waiting)).resolves.toEqual([undefined, undefined]);
    expect(performance.now() - closedAt).toBeLessThan(1_500);
    await expect(other.add([ticket('closing')])).rejects.toThrow('closed');
    await expect(other.take('closing', { wait: true })).resolves.toBeUndefined();
  });
});

describe('a task engine whose Redis is away', () => {
  it('says soon that it cannot take tickets, and closes', async () => {
    const engine = new BullEngine(redisBackend('redis://127.0.0.1:1', logger), 100);
    const ticket = { taskId: randomUUID(), attempt: 1, queue: 'away', priority: 5 };
    await expect(engine.add([ticket])).rejects.toThrow('does not answer');
    await engine.close();
  });
});
