import { createDataSource } from '@caregate/data-models';
import { testDatabase, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { secondsLater } from '../clock.js';
import { givenAuth } from '../testing/auth.fixture.js';
import { checkClock } from './clock-check.js';

describe('the clock of a process', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await testDatabase({ migrate: () => Promise.resolve() });
    dataSource = createDataSource({ url: database.superuserUrl, applicationName: 'spec' });
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it.each([
    [20, 'healthy'],
    [-20, 'healthy'],
    [40, 'unhealthy'],
    [-40, 'unhealthy'],
    [86_400, 'unhealthy'],
  ])('that is %d seconds ahead of that of the database is called %s', async (seconds, status) => {
    const answer = await checkClock(dataSource, () => secondsLater(new Date(), seconds));
    expect(answer.status).toBe(status);
  });

  it('is told by the app, which goes on with it', async () => {
    const auth = await givenAuth({ clock: () => secondsLater(new Date(), 45) });
    const answer = await fetch(`${auth.url}/ready`);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { status: 'degraded', checks: { clock: { status: 'unhealthy' } } },
    ]);
    await auth.close();
  });
});
