import { OrchestratorHouse } from '../testing/orchestrator-house.js';

let house: OrchestratorHouse;
let pipelineId: string;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
  pipelineId = (await house.ask('POST', 'pipelines', { name: 'of six' })).body.pipeline_id;
});
afterAll(() => house.close());

describe('an id that nobody can have (feature Q05)', () => {
  it.each([
    ['GET', 'tasks/task_123', undefined, 'TASK_NOT_FOUND'],
    ['PUT', 'tasks/task_123', { priority: 2 }, 'TASK_NOT_FOUND'],
    ['POST', 'tasks/task_123/delegate', { agent_id: 'any' }, 'TASK_NOT_FOUND'],
    ['POST', 'tasks/task_123/cancel', {}, 'TASK_NOT_FOUND'],
    ['GET', 'pipelines/pipeline_123', undefined, 'PIPELINE_NOT_FOUND'],
    ['GET', 'pipelines/pipeline_123/progress', undefined, 'PIPELINE_NOT_FOUND'],
    ['POST', 'pipelines/pipeline_123/stages/1/execute', {}, 'PIPELINE_NOT_FOUND'],
    ['POST', 'pipelines/:id/stages/ingestion/execute', {}, 'STAGE_NOT_FOUND'],
  ])('is as unknown as any other: %s %s', async (method, path, body, code) => {
    const reply = await house.ask(method, path.replace(':id', pipelineId), body);
    expect([reply.status, reply.body.error.code]).toEqual([404, code]);
  });
});
