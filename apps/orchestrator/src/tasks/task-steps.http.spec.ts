import { OrchestratorHouse } from '../testing/orchestrator-house.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

/** A task in the hands of an agent that speaks REST only. */
const given = async (agentId: string, more: object = {}) => {
  const token = await house.register(agentId, ['stepping']);
  const taskId = await house.task({ task_type: 'nobodys', ...more });
  await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: agentId });
  const put = (body: object) => house.call('PUT', `tasks/${taskId}`, { token, body });
  return { taskId, put, bring: (body: object) => house.ask('PUT', `tasks/${taskId}`, body) };
};
const refused = { status: 409, body: { error: { code: 'INVALID_TASK_TRANSITION' } } };

describe('a task whose status is put, as the older control panel did (feature M04)', () => {
  it('is begun and completed by its agent, and goes nowhere from there', async () => {
    const { taskId, put, bring } = await given('stepper');
    expect(await put({ status: 'running' })).toMatchObject({ status: 200, body: { status: 'running', progress: 0 } });
    const completed = { status: 'completed', result: { sum: 3 }, progress: 1 };
    expect(await put({ status: 'completed', result: { sum: 3 } })).toMatchObject({ status: 200, body: completed });
    for (const status of ['running', 'failed', 'retry', 'cancelled'])
      expect(await bring({ status })).toMatchObject(refused);
    expect((await house.trail('task.completed')).map(({ body }) => body['entity'])).toContainEqual({
      type: 'Task',
      id: taskId,
    });
  });

  it('fails with the words of its agent, and is tried once more for whoever asked for it', async () => {
    const { put, bring } = await given('stumbler', { max_retries: 0 });
    const failed = { status: 'failed', error: 'No model.' };
    expect(await put({ status: 'failed', error: 'No model.' })).toMatchObject({ status: 200, body: failed });
    expect(await bring({ status: 'retry' })).toMatchObject({ status: 200, body: { status: 'queued', error: null } });
    expect(await bring({ status: 'running' })).toMatchObject(refused);
    expect(await bring({ status: 'cancelled' })).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('answers its agent also where it is tried again, by another', async () => {
    const { put } = await given('handing-on');
    expect(await put({ status: 'failed' })).toMatchObject({ status: 200, body: { status: 'queued' } });
    expect(await put({ status: 'completed' })).toMatchObject({ status: 404 });
  });

  it('is not ended by who only asked for it, and changes nothing else on the way', async () => {
    const { bring } = await given('owner');
    const { status, body } = await bring({ status: 'completed', result: 1 });
    expect([status, body.error.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    for (const odd of [{ status: 'cancelled', priority: 3 }, { result: 1 }, { status: 'lost' }, {}])
      expect(await bring(odd)).toMatchObject({ status: 400 });
  });
});
