import { OrchestratorHouse } from '../testing/orchestrator-house.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

/** What the trail says of the end of a task, and of another try. */
async function endsOf(taskId: string): Promise<unknown[]> {
  const rows = await house.query(
    `select event from audit.event where event in ('task.failed', 'task.cancelled', 'task.retried')
        and body::jsonb -> 'entity' ->> 'id' = $1`,
    [taskId],
  );
  return rows.map(({ event }) => event);
}

/** A pipeline whose two stages, which wait for nothing, are in the hands of one agent that never ends them. */
async function twoStagesAtWork(agentId: string): Promise<string[]> {
  const never = () => new Promise(() => undefined);
  await house.agent(agentId, { [agentId]: never }, { max_concurrent_tasks: 2 });
  const stages = ['one', 'two'].map((name) => ({ name, task_type: agentId }));
  const created = await house.ask('POST', 'pipelines', { name: 'notes', stages });
  const ids: string[] = [];
  for (const stage of [1, 2]) {
    const started = await house.ask('POST', `pipelines/${created.body.pipeline_id}/stages/${stage}/execute`, {});
    ids.push(started.body.task_id);
    await house.ends(started.body.task_id, 'running');
  }
  return ids;
}

const retriesOf = (taskId: string | undefined, left: number) =>
  house.query('update orchestrator.task set max_retries = $2 where task_id = $1', [taskId, left]);

/** The same agent without a task in hand, as after a crash. */
async function startAnew(agentId: string): Promise<void> {
  const { body } = await house.call('POST', `agents/${agentId}/token`, {
    token: await house.tokenOf('workshop', 'supervisor'),
  });
  await house.runtime(agentId, body.auth_token, {});
}

describe('tasks that end together', () => {
  it('with their pipeline stay ended: one that was cancelled is not tried again with the agent that was lost', async () => {
    const [first, second] = await twoStagesAtWork('weaver');
    await retriesOf(first, 0);
    await retriesOf(second, 3);
    await startAnew('weaver');
    await house.ends(String(first), 'failed');
    expect(await endsOf(String(second))).toEqual(['task.cancelled']);
    expect((await house.ask('GET', `tasks/${second}`)).body.status).toBe('cancelled');
  });

  it('at one deadline end once each, also where one waited for the other', async () => {
    const before = await house.task({ task_type: 'nobody_does' });
    const behind = await house.task({ task_type: 'nobody_does', dependencies: [before] });
    await house.query('update orchestrator.task set deadline = now() where task_id = any($1)', [[before, behind]]);
    await house.ends(before, 'timeout');
    expect([(await endsOf(before)).length, (await endsOf(behind)).length]).toEqual([1, 1]);
  });
});
