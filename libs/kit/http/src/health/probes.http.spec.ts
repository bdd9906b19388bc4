import { health } from '@caregate/core-contracts';
import { HealthRegistry, type HealthCheck } from './health.registry.js';
import { ServiceState } from '../lifecycle/service-state.js';
import { createLogger } from '../logging/logger.js';
import { recordedLines } from '../testing/recorded-lines.fixture.js';
import { givenApp } from '../testing/given-app.fixture.js';

async function givenProbes(adapter: 'fastify' | 'express') {
  const database: { now: HealthCheck } = { now: { status: 'healthy' } };
  const logger = createLogger({ service: 'ward', destination: recordedLines() });
  const registry = new HealthRegistry({ service: 'ward', version: '1.2.3', logger, freshMilliseconds: 0 });
  registry.add('database', () => database.now);
  const { app, listen } = await givenApp(adapter, { health: registry });
  return { app, database, send: await listen() };
}

describe.each(['fastify', 'express'] as const)('the probes on %s', (adapter) => {
  it('answer 200 while all is well, and while something only degrades the app', async () => {
    const { app, database, send } = await givenProbes(adapter);
    for (const status of ['healthy', 'degraded'] as const) {
      database.now = { status };
      const [report, ready, live] = await Promise.all([send('/health'), send('/ready'), send('/live')]);
      expect([report.status, ready.status, live.status]).toEqual([200, 200, 200]);
      expect(health.parse(report.json())).toMatchObject({ status, service: 'ward', version: '1.2.3' });
      expect(live.json()).toEqual({ status: 'healthy' });
    }
    await app.close();
  });

  it('answer 503 while a critical part is down, but the process stays alive', async () => {
    const { app, database, send } = await givenProbes(adapter);
    database.now = { status: 'unhealthy', detail: 'no connection' };
    const [report, ready, live] = await Promise.all([send('/health'), send('/ready'), send('/live')]);
    expect([report.status, ready.status, live.status]).toEqual([503, 503, 200]);
    expect(report.json()).toMatchObject({ checks: { database: { status: 'unhealthy', detail: 'no connection' } } });
    await app.close();
  });

  it('injects the same registry and state into the app', async () => {
    const { app } = await givenProbes(adapter);
    expect(app.get(HealthRegistry)).toBeInstanceOf(HealthRegistry);
    expect(app.get(ServiceState).running).toBe(true);
    await app.close();
  });
});
