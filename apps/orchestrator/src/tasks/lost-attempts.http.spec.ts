import { OrchestratorHouse } from '../testing/orchestrator-house.js';
import { PlainClient } from '../testing/plain-client.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

/** An agent that dies over each task that it is given, and comes back at once. */
const crashing = async (agentId: string, taskType: string, times: number) => {
  const token = await house.register(agentId, [taskType]);
  const taskId = await house.task({ task_type: taskType, max_retries: 1, retry: RETRY });
  for (let time = 0; time < times; time += 1) {
    const client = await PlainClient.open(house.wsUrl, token);
    await client.ask('agent:register', { agentId, running: [] });
    await client.task(taskId);
    client.socket.terminate();
  }
  return { token, taskId, comeBack: () => house.runtime(agentId, token, {}) };
};
const RETRY = { strategy: 'fixed', delay_seconds: 1, delay_seconds_max: 1 };

describe('a task whose agents are lost', () => {
  it('keeps its retries for failures of its own', async () => {
    const { token, taskId } = await crashing('twice', 'twice_lost', 2);
    const failing = { twice_lost: () => Promise.reject(new Error('no')) };
    await house.runtime('twice', token, failing);
    // Two losses, one failure, and the one retry that it was given.
    expect(await house.ends(taskId, 'failed')).toMatchObject({ retry_count: 3, error: 'The agent failed (Error).' });
  });

  it('waits longer and longer for the next, and in the end has failed, and why', async () => {
    const begun = performance.now();
    const { taskId, comeBack } = await crashing('always', 'always_lost', 5);
    expect(performance.now() - begun).toBeGreaterThan(0.75 * (1 + 2 + 4) * 1000);
    await comeBack();
    expect(await house.ends(taskId, 'failed')).toMatchObject({
      retry_count: 4,
      // Whether it comes back or is missed first is a matter of load.
      error: expect.stringMatching(/^Its agents were lost 5 times, the last time so: The agent (?:started|was)/),
    });
  });

  it('can be tried once more by whoever asked for it', async () => {
    const { taskId, comeBack } = await crashing('again', 'again_lost', 5);
    const empty = await comeBack();
    await house.ends(taskId, 'failed');
    await empty.stop(1);
    await house.ask('POST', `tasks/${taskId}/retry`);
    await house.agent('healthy', { again_lost: () => 'done' });
    expect(await house.ends(taskId)).toMatchObject({ result: 'done', error: null });
  });
});
