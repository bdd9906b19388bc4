import { inConsole } from '../testing/in-console.fixture.js';

inConsole('agents, tasks and pipelines in the console (feature X16)', (given) => {
  it('says so when agents cannot be reached, and can be told to try again', async () => {
    given.api.agentsAreDown = true;
    given.news.isRefusing = true;
    const page = await given.open('/console/agents');
    await page.getByText('The service is not available at the moment.').waitFor();
    given.api.agentsAreDown = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Bias detector').waitFor();
  });

  it('says so when an answer is not what was agreed', async () => {
    given.api.instead.set('/agents/api/v1/tasks', { status: 200, body: { tasks: [{ task_id: 1 }] } });
    const page = await given.open('/console/tasks');
    await page.getByText('The answer was not understood.').waitFor();
  });

  it('follows a pipeline while it runs', async () => {
    const page = await given.open('/console/pipelines');
    await page.getByText('2 of 6, validation running').waitFor();
    await page.locator('.heading .status:text-is("live")').waitFor();
    given.api.pipelines = given.api.pipelines.map((pipeline) => ({
      ...pipeline,
      stages: pipeline.stages.map((stage) => (stage.stage === 3 ? { ...stage, status: 'completed' } : stage)),
    }));
    const [{ pipeline_id: pipelineId } = { pipeline_id: '' }] = given.api.pipelines;
    given.news.tell('tasks', 'pipeline:stage', { pipelineId, stage: 3, status: 'completed' });
    await page.getByText('3 of 6').waitFor();
  });

  it('has times in the locale of the person and the time of their clock', async () => {
    const page = await given.open('/console/agents');
    expect(await page.locator('tbody time').first().textContent()).toBe('21 Nov 2026, 11:30');
  });
});
