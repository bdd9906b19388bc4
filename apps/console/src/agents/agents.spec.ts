import { taskOf, uuid } from '../testing/fixture-data.fixture.js';
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

  it('pages through ten thousand tasks, and keeps page and filter in the address', async () => {
    given.api.tasks = Array.from({ length: 10_000 }, (_, index) =>
      taskOf({ task_id: uuid(index), status: index % 10 === 0 ? 'failed' : 'completed' }),
    );
    const page = await given.open('/console/tasks');
    await page.getByText('1–25 of 10000').waitFor();
    await page.getByLabel('Status').selectOption('failed');
    await page.getByText('1–25 of 1000').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('26–50 of 1000').waitFor();
    await page.waitForURL(/\?status=failed&page=2$/u);
    await page.reload();
    await page.getByText('26–50 of 1000').waitFor();
    await page.getByRole('link', { name: 'Tasks' }).click();
    await page.getByText('1–25 of 10000').waitFor();
    expect(await page.getByLabel('Status').inputValue()).toBe('');
  });

  it('shows how one task goes, and nothing of what it works on', async () => {
    const parameters = { content: 'John Doe was seen today.' };
    given.api.tasks = [
      taskOf({ status: 'failed', error: 'The model did not answer.', parameters, result: parameters }),
    ];
    const page = await given.open('/console/tasks');
    await page.getByRole('link', { name: 'bias_detection' }).click();
    const task = page.getByRole('dialog', { name: 'bias_detection' });
    await task.getByText('The model did not answer.').waitFor();
    expect(await page.content()).not.toContain('John Doe');
    await task.getByRole('link', { name: 'bias-detector-1' }).click();
    await page.getByRole('dialog', { name: 'Bias detector' }).getByText('Registered').waitFor();
    await page.goBack();
    await task.getByText('The model did not answer.').waitFor();
  });

  it('has times in the locale of the person and the time of their clock', async () => {
    const page = await given.open('/console/agents');
    expect(await page.locator('tbody time').first().textContent()).toBe('21 Nov 2026, 11:30');
  });
});
