import { OrchestratorHouse } from '../testing/orchestrator-house.js';
import { PlainClient } from '../testing/plain-client.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

/** Longer than an acknowledgement may take in a spec. */
const PATIENCE_MILLISECONDS = 2_000;

const enter = async (token: string, agentId: string, running: readonly object[] = []) => {
  const client = await PlainClient.open(house.wsUrl, token);
  await client.ask('agent:register', { agentId, agentType: 'therapist', metadata: {}, running });
  return client;
};
const brought = async (agent: PlainClient, taskId: string) =>
  (await agent.frame(({ type, payload }) => type === 'task:delegate' && payload.taskId === taskId)).payload;
const throughout = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await house.until(async () => {
    await work();
    return performance.now() - begun > PATIENCE_MILLISECONDS;
  });
};

describe('an agent that was written for the older control panel, and acknowledges nothing', () => {
  it.each([
    [
      'reports progress',
      async (agent: PlainClient, taskId: string) => {
        const told = { taskId, pipelineId: null, stage: 1, progress: 0.5, status: 'running', message: 'half' };
        agent.send('progress:update', told);
      },
    ],
    [
      'beats for its task over REST',
      async (_agent: PlainClient, taskId: string, token: string) => {
        await house.call('POST', 'agents/panel-2/heartbeat', {
          token,
          body: { status: 'busy', current_tasks: [taskId] },
        });
      },
    ],
  ])('keeps its task and its connection while it %s', async (says, say) => {
    const agentId = says === 'reports progress' ? 'panel-1' : 'panel-2';
    const capability = agentId.replace('-', '_');
    const token = await house.register(agentId, [capability]);
    const agent = await enter(token, agentId);
    const first = await house.task({ task_type: capability });
    await brought(agent, first);
    await throughout(() => say(agent, first, token));
    const body = { result: { ok: true }, metadata: {} };
    expect(await house.call('POST', `tasks/${first}/complete`, { token, body })).toMatchObject({ status: 200 });
    expect(await house.ends(first)).toMatchObject({ assigned_agent_id: agentId, retry_count: 0 });
    expect((await house.ask('GET', `agents/${agentId}`)).body).toMatchObject({ health: 'healthy' });
    const second = await house.task({ task_type: capability });
    expect(await brought(agent, second)).toMatchObject({ attempt: 1 });
    agent.close();
  });
});

describe('an agent whose acknowledgement was lost with its connection', () => {
  it('keeps the task that it names when it has come back', async () => {
    const token = await house.register('torn', ['tearing']);
    const first = await enter(token, 'torn');
    const taskId = await house.task({ task_type: 'tearing' });
    const { attemptToken } = await brought(first, taskId);
    first.socket.terminate();
    const second = await enter(token, 'torn', [{ taskId, attemptToken }]);
    await throughout(() => second.ask('heartbeat', {}));
    expect(await second.ask('task:complete', { taskId, attemptToken, result: 'kept' })).toMatchObject({ ok: true });
    expect(await house.ends(taskId)).toMatchObject({ result: 'kept', retry_count: 0 });
    second.close();
  });
});
