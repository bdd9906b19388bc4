import { OrchestratorHouse } from '../testing/orchestrator-house.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

/** Of who is no superuser. */
const limitConnections = async (connections: number) => {
  const [row] = await house.query('select current_database() as name');
  await house.query(`alter database "${row?.['name']}" connection limit ${connections}`);
};
const closeDatabase = async () => {
  await limitConnections(0);
  await house.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
};

describe('the health of the orchestrator, in the words of the older control panel', () => {
  it('has the status of the report that every service gives, so that balancers that ask there send nobody', async () => {
    expect((await house.call('GET', 'health')).status).toBe(200);
    await closeDatabase();
    await house.until(async () => (await house.call('GET', 'health')).status === 503);
    const { status, body } = await house.call('GET', 'health/detailed');
    expect({ status, body }).toMatchObject({ status: 503, body: { status: 'unhealthy', uptime: expect.any(Number) } });
    await limitConnections(-1);
    await house.until(async () => (await house.call('GET', 'health')).status === 200);
  });
});
