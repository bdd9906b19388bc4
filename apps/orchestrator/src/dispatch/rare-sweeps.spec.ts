import { orchestratorConfig } from '../config.js';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';

it('an agent that is gone loses its task, however rarely an operator has tasks looked at', async () => {
  const house = await OrchestratorHouse.open({ HEARTBEAT_SECONDS: '1', SWEEP_SECONDS: '3' });
  const agent = await house.agent('fleeting', { brief: () => new Promise(() => undefined) });
  const taskId = await house.task({ task_type: 'brief', max_retries: 0 });
  await house.ends(taskId, 'running');
  await agent.stop(1);
  await house.ends(taskId, 'failed');
  await house.close();
});

it('a lease that ends between two heartbeats is refused at the start', () => {
  const environment = { PUBLIC_URL: 'http://o.example', ISSUER: 'http://a.example', JWKS_URL: 'http://a.example/jwks' };
  const database = { DATABASE_URL: 'postgres://caregate_orchestrator:x@localhost/caregate' };
  const parsed = orchestratorConfig.safeParse({ ...environment, ...database, HEARTBEAT_SECONDS: '60' });
  expect(parsed.error?.issues).toMatchObject([
    { path: ['LEASE_SECONDS'], message: expect.stringContaining('at least twice HEARTBEAT_SECONDS') },
  ]);
});
