import { NotRetryable } from '@caregate/kit-agent';
import { engineBackends } from '../testing/engine-backends.js';
import type { OrchestratorHouse } from '../testing/orchestrator-house.js';
import { pipelineTemplates } from './pipeline-templates.js';

let house: OrchestratorHouse;
const order: string[] = [];
const backends = await engineBackends();
afterAll(() => backends.stop());

const create = async (body: object): Promise<string> => (await house.ask('POST', 'pipelines', body)).body.pipeline_id;
const start = (id: string, stage = 1) => house.ask('POST', `pipelines/${id}/stages/${stage}/execute`, {});
const ended = async (id: string, status = 'completed') => {
  await house.until(async () => (await house.ask('GET', `pipelines/${id}`)).body.status === status);
  return (await house.ask('GET', `pipelines/${id}`)).body;
};

describe.each(backends.all)('a pipeline, with tickets in $name', ({ open }) => {
  beforeAll(async () => {
    house = await open();
    const names = new Set(
      Object.values(pipelineTemplates).flatMap((stages) => stages.map(({ task_type }) => task_type)),
    );
    const handlers = [...names].map((name) => [
      name,
      ({ stages }: Readonly<Record<string, unknown>>) => {
        order.push(name);
        return { after: Object.keys(stages ?? {}).sort() };
      },
    ]);
    await house.agent('all-rounder', Object.fromEntries(handlers), { max_concurrent_tasks: 2 });
  });
  afterAll(() => house.close());

  it('is created from a template and runs through its six stages once the first is executed (feature M08)', async () => {
    const created = await house.ask('POST', 'pipelines', { name: 'notes', template: 'A', input_data: { n: 1 } });
    expect({ status: created.status, body: created.body }).toEqual({
      status: 201,
      body: {
        pipeline_id: expect.any(String),
        status: 'created',
        created_at: expect.any(String),
        estimated_duration: null,
      },
    });
    order.length = 0;
    const started = await start(created.body.pipeline_id);
    expect({ status: started.status, body: started.body }).toEqual({
      status: 202,
      body: { stage: 1, status: 'running', task_id: expect.any(String), started_at: expect.any(String) },
    });
    const done = await ended(created.body.pipeline_id);
    expect(order).toEqual(['ingestion', 'standardization', 'validation', 'processing', 'quality_assessment', 'export']);
    expect(done.output_data.after).toHaveLength(5);
    const progress = await house.ask('GET', `pipelines/${created.body.pipeline_id}/progress`);
    expect(progress.body).toMatchObject({ progress: 1, current_stage: null, status: 'completed' });
    expect(await house.trail('pipeline.completed')).toHaveLength(1);
  });

  it('has tasks that are found by pipeline, stage, state and agent (feature M04)', async () => {
    const id = await create({ name: 'searched', template: 'A' });
    await start(id);
    await ended(id);
    const found = async (query: string) =>
      (await house.ask('GET', `tasks?pipeline_id=${id}&${query}`)).body.pagination.total;
    expect(
      await Promise.all(
        ['', 'stage=2', 'stage=7', 'status=completed', 'status=failed', 'agent_id=all-rounder', 'agent_id=nobody'].map(
          found,
        ),
      ),
    ).toEqual([6, 1, 0, 6, 0, 6, 0]);
  });

  it('runs two stages side by side where the template says so, and joins them', async () => {
    const id = await create({ name: 'session', template: 'C' });
    order.length = 0;
    await start(id);
    const { stages } = await ended(id);
    expect(order.slice(1, 3).sort()).toEqual(['bias_detection', 'emotion_analysis']);
    expect(order.slice(3)).toEqual(['empathy_scoring', 'therapeutic_recommendations', 'report_generation']);
    expect(Date.parse(stages[2].started_at)).toBeLessThan(Date.parse(stages[3].started_at));
  });

  it.each(['A', 'B', 'C', 'D', 'E'])('has six stages by template %s (feature M09)', async (template) => {
    const id = await create({ name: 'set', template });
    expect((await house.ask('GET', `pipelines/${id}`)).body.stages).toHaveLength(6);
  });

  it('refuses a stage out of order, and one that does not exist (feature M10)', async () => {
    const id = await create({ name: 'impatient', template: 'B' });
    const [early, none] = [await start(id, 2), await start(id, 7)];
    expect([early.status, early.body.error.code]).toEqual([409, 'STAGE_OUT_OF_ORDER']);
    expect([none.status, none.body.error.code]).toEqual([404, 'STAGE_NOT_FOUND']);
  });

  it('waits for each stage to be executed where the caller wants that', async () => {
    const id = await create({ name: 'by hand', template: 'B', execution_mode: 'manual' });
    await start(id, 1);
    await house.until(async () => (await house.ask('GET', `pipelines/${id}`)).body.stages[0].status === 'completed');
    expect((await house.ask('GET', `pipelines/${id}/progress`)).body).toMatchObject({
      progress: 0.167,
      current_stage: 2,
    });
    expect((await start(id, 1)).status).toBe(409);
    expect((await start(id, 2)).status).toBe(202);
  });

  it('fails with a stage that fails, and goes on from there when the task is retried', async () => {
    let broken = true;
    await house.agent('fixer', {
      fragile: () => {
        if (broken) throw new NotRetryable('broken');
        return 'mended';
      },
    });
    const stages = [
      { name: 'one', task_type: 'fragile' },
      { name: 'two', task_type: 'ingestion', dependencies: [1] },
    ];
    const id = await create({ name: 'fragile', stages });
    const { body } = await start(id);
    expect((await ended(id, 'failed')).stages.map(({ status }: { status: string }) => status)).toEqual([
      'failed',
      'cancelled',
    ]);
    broken = false;
    await house.ask('POST', `tasks/${body.task_id}/retry`);
    await ended(id);
  });

  it('goes on with all its stages when one of two that ran side by side is retried', async () => {
    let broken = true;
    await house.agent('left-hand', {
      left: () => {
        if (broken) throw new NotRetryable('broken');
        return 'mended';
      },
    });
    const stages = [
      { name: 'root', task_type: 'ingestion' },
      { name: 'left', task_type: 'left', dependencies: [1] },
      { name: 'right', task_type: 'right', dependencies: [1] },
      { name: 'both', task_type: 'export', dependencies: [2, 3] },
    ];
    const id = await create({ name: 'two hands', stages });
    await start(id);
    const failed = (await ended(id, 'failed')).stages;
    expect(failed.map(({ status }: { status: string }) => status)).toEqual([
      'completed',
      'failed',
      'cancelled',
      'cancelled',
    ]);
    broken = false;
    await house.agent('right-hand', { right: () => 'done' });
    await house.ask('POST', `tasks/${failed[1].tasks[0]}/retry`);
    expect((await ended(id)).output_data).toEqual({ after: ['left', 'right', 'root'] });
  });

  it('is cancelled with what runs of it', async () => {
    const id = await create({ name: 'stopped', stages: [{ name: 'one', task_type: 'nobody_can' }] });
    const { body } = await start(id);
    expect((await house.ask('POST', `pipelines/${id}/cancel`)).body.status).toBe('cancelled');
    expect((await house.ask('GET', `tasks/${body.task_id}`)).body.status).toBe('cancelled');
    expect((await house.ask('POST', `pipelines/${id}/cancel`)).status).toBe(409);
  });

  it('is hidden from others, and a patient may not create one', async () => {
    const id = await create({ name: 'mine' });
    const other = await house.call('GET', `pipelines/${id}`, { token: await house.tokenOf('dr-other') });
    expect([other.status, other.body.error.code]).toEqual([404, 'PIPELINE_NOT_FOUND']);
    const patient = await house.tokenOf('p-1', 'patient');
    expect((await house.call('POST', 'pipelines', { token: patient, body: { name: 'x' } })).status).toBe(403);
  });

  it.each([
    ['an unknown template', { name: 'x', template: 'Z' }],
    ['a stage that depends on itself', { name: 'x', stages: [{ name: 'a', task_type: 'a', dependencies: [1] }] }],
    ['a field that it does not know', { name: 'x', colour: 'red' }],
  ])('refuses %s', async (_what, body) => {
    const reply = await house.ask('POST', 'pipelines', body);
    expect([reply.status, reply.body.error.code]).toEqual([400, 'INVALID_PARAMETERS']);
  });
});
