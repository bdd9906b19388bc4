import { health } from '@caregate/core-contracts';
import { fakeClock } from '@caregate/testing';
import { createLogger } from '../logging/logger.js';
import { recordedLines } from '../testing/recorded-lines.fixture.js';
import { HealthRegistry, type HealthCheck } from './health.registry.js';

function given() {
  const clock = fakeClock();
  const log = recordedLines();
  const logger = createLogger({ service: 's', destination: log });
  const registry = new HealthRegistry({ service: 's', version: '1', logger, now: () => clock.now().getTime() });
  return { registry, clock, log };
}

const healthy: HealthCheck = { status: 'healthy' };
const unhealthy: HealthCheck = { status: 'unhealthy', detail: 'no connection' };

describe('a health report', () => {
  it('has the shape of the contract', async () => {
    const { registry, clock } = given();
    registry.add('database', () => healthy);
    clock.advance(5000);
    expect(health.parse(await registry.report())).toEqual({
      status: 'healthy',
      service: 's',
      version: '1',
      uptimeSeconds: 5,
      checks: { database: { status: 'healthy' } },
    });
  });

  it.each([
    ['healthy without any check', [], 'healthy'],
    ['unhealthy when a critical part is', [{ answer: unhealthy, critical: true }], 'unhealthy'],
    ['degraded when only a part is that it can do without', [{ answer: unhealthy, critical: false }], 'degraded'],
    ['degraded when a critical part is', [{ answer: { status: 'degraded' as const }, critical: true }], 'degraded'],
    [
      'as bad as its worst part',
      [
        { answer: unhealthy, critical: false },
        { answer: unhealthy, critical: true },
      ],
      'unhealthy',
    ],
  ])('is %s', async (_case, parts, expected) => {
    const { registry } = given();
    parts.forEach(({ answer, critical }, n) => registry.add(`part-${n}`, () => answer, { critical }));
    expect((await registry.report()).status).toBe(expected);
  });

  it('takes a check that throws for unhealthy, and keeps the words of its error for the log', async () => {
    const { registry, log } = given();
    registry.add('database', async () => {
      throw new Error('password authentication failed for user caregate_ehr at 10.0.0.5');
    });
    expect((await registry.report()).checks).toEqual({ database: { status: 'unhealthy', detail: 'the check failed' } });
    expect(log.parsed()).toMatchObject([{ level: 'warn', check: 'database' }]);
  });

  it('does not wait for ever for a check that hangs', async () => {
    const { registry } = given();
    registry.add('archive', () => new Promise(() => {}), { timeoutMilliseconds: 5, critical: false });
    const report = await registry.report();
    expect(report).toMatchObject({
      status: 'degraded',
      checks: { archive: { status: 'unhealthy', detail: 'no answer in time' } },
    });
  });

  it('does not ask again what still owes an answer', async () => {
    const { registry, clock } = given();
    let asked = 0;
    let answer = (_health: typeof healthy) => {};
    registry.add(
      'database',
      () => {
        asked += 1;
        return new Promise((resolve) => (answer = resolve));
      },
      { timeoutMilliseconds: 5 },
    );
    for (let probe = 0; probe < 3; probe += 1) {
      expect((await registry.report()).status).toBe('unhealthy');
      clock.advance(1000);
    }
    expect(asked).toBe(1);
    const waiting = registry.report();
    answer(healthy);
    expect((await waiting).status).toBe('healthy');
  });

  it('asks once for many probes of one second', async () => {
    const { registry, clock } = given();
    let asked = 0;
    registry.add('database', () => {
      asked += 1;
      return healthy;
    });
    await Promise.all([registry.report(), registry.report()]);
    await registry.report();
    expect(asked).toBe(1);
    clock.advance(1000);
    await registry.report();
    expect(asked).toBe(2);
  });

  it('grows old also while the clock of the machine is set back', async () => {
    const logger = createLogger({ service: 's', destination: recordedLines() });
    const wall = Date.now;
    let ahead = 0;
    Date.now = () => wall() + ahead;
    try {
      const registry = new HealthRegistry({ service: 's', version: '1', logger, freshMilliseconds: 1 });
      let asked = 0;
      registry.add('database', () => {
        asked += 1;
        return healthy;
      });
      await registry.report();
      ahead = -3_600_000;
      await new Promise((resolve) => setTimeout(resolve, 5));
      await registry.report();
      expect(asked).toBe(2);
    } finally {
      Date.now = wall;
    }
  });
});
