import { orchestratorProcess, type OrchestratorProcess } from '../testing/orchestrator-process.js';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';

const LEASE_SECONDS = 4;
let house: OrchestratorHouse;
let process: OrchestratorProcess;
beforeAll(async () => {
  house = await OrchestratorHouse.open({ LEASE_SECONDS: String(LEASE_SECONDS) }, async (environment) => {
    process = await orchestratorProcess(environment);
    return process;
  });
});
afterAll(() => house.close());

it('an orchestrator that was held up for longer than a lease hears its agents before it takes their tasks away', async () => {
  let begun = 0;
  let finish = (): void => undefined;
  const work = () => {
    begun += 1;
    return new Promise((resolve) => (finish = () => resolve({ done: true })));
  };
  await house.agent('patient', { long: work });
  const taskId = await house.task({ task_type: 'long', max_retries: 0 });
  await house.ends(taskId, 'running');
  process.process.freeze();
  await new Promise((resolve) => setTimeout(resolve, (LEASE_SECONDS + 3) * 1000));
  process.process.thaw();
  // Two sweeps, by which the lease that ended meanwhile was seen, or not.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect((await house.ask('GET', `tasks/${taskId}`)).body.status).toBe('running');
  finish();
  await house.ends(taskId);
  expect(begun).toBe(1);
});

it('an agent that is gone all the same loses its task', async () => {
  const agent = await house.agent('fleeting', { brief: () => new Promise(() => undefined) });
  const taskId = await house.task({ task_type: 'brief', max_retries: 0 });
  await house.ends(taskId, 'running');
  process.process.freeze();
  await agent.stop(1);
  await new Promise((resolve) => setTimeout(resolve, (LEASE_SECONDS + 1) * 1000));
  process.process.thaw();
  await house.ends(taskId, 'failed');
});
