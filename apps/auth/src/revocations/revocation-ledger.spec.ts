import { createDataSource, migrate } from '@caregate/data-models';
import { testDatabase, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { systemClock } from '../clock.js';
import { RevocationLedger } from './revocation-ledger.js';

describe('a revocation that cannot be announced', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await testDatabase({ migrate: (url) => migrate(url) });
    dataSource = createDataSource({ url: database.urlAs('caregate_auth'), applicationName: 'spec', poolSize: 2 });
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it.each([
    ['is refused', () => Promise.reject(new Error('no connection')), 1],
    ['is not answered', () => new Promise<never>(() => undefined), 0],
  ])('because the message %s stands, and nobody waits for long', async (_what, publish, warned) => {
    const warnings: string[] = [];
    const warn = (_facts: object, message: string) => void warnings.push(message);
    const ledger = new RevocationLedger({
      dataSource,
      messaging: { publish },
      clock: systemClock,
      tokenSecondsMax: 60,
      glasses: { endAllOf: () => Promise.resolve() },
      warn,
    });
    const startedAt = performance.now();
    const order = { kind: 'token', value: `of ${warned}`, reason: 'spec' } as const;
    expect(await ledger.during(async (entry) => entry.revoke(order).then(() => 'done'))).toBe('done');
    expect(performance.now() - startedAt).toBeLessThan(900);
    expect(warnings).toHaveLength(warned);
    const rows: unknown[] = await dataSource.query('select 1 from access.revocation where value = $1', [order.value]);
    expect(rows).toHaveLength(1);
  });
});
