// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its specs wait as all others do
import { until } from '@caregate/testing';
import { taskOf } from '../testing/fixture-data.fixture.js';
import { inConsole } from '../testing/in-console.fixture.js';

const another = taskOf({ task_id: '0190a000-0000-7000-8000-0000000000aa', task_type: 'report_check', progress: 0 });
const news = {
  taskId: another.task_id,
  pipelineId: null,
  stage: null,
  status: 'pending',
  agentId: null,
} as const;

inConsole('news of the agents in the console (feature X16)', (given) => {
  const asked = () => given.api.asked.filter(({ path }) => path.endsWith('/tasks')).length;
  const mark = (state: string) => `.heading .status:text-is("${state}")`;

  it('shows a task that somebody created within a second, without a reload', async () => {
    const page = await given.open('/console/tasks');
    await page.locator(mark('live')).waitFor();
    given.api.tasks = [...given.api.tasks, another];
    given.news.tell('tasks', 'task:status', news);
    await page.getByText('report_check').waitFor({ timeout: 1000 });
  });

  it('asks once for news that come together, and seldom while none come', async () => {
    const page = await given.open('/console/tasks');
    await page.locator(mark('live')).waitFor();
    await page.clock.install();
    const before = asked();
    for (let count = 0; count < 50; count += 1) given.news.tell('tasks', 'task:status', news);
    await until(() => asked() > before);
    await page.clock.runFor(10_000);
    expect(asked() - before).toBeLessThanOrEqual(2);
  });

  it('asks every two seconds while the socket is refused, and takes it when it no longer is', async () => {
    given.news.isRefusing = true;
    const page = await given.open('/console/tasks');
    await page.locator(mark('polling')).waitFor();
    const before = asked();
    await page.waitForResponse(/\/tasks/u, { timeout: 5000 });
    expect(asked()).toBeGreaterThan(before);
    given.news.isRefusing = false;
    await page.locator(mark('live')).waitFor();
  });

  it('catches up with what happened while the connection was lost', async () => {
    const page = await given.open('/console/tasks');
    await page.locator(mark('live')).waitFor();
    given.news.isRefusing = true;
    given.news.hangUp();
    await page.locator(mark('polling')).waitFor();
    given.api.tasks = [...given.api.tasks, another];
    given.news.isRefusing = false;
    await page.locator(mark('live')).waitFor();
    await page.getByText('report_check').waitFor();
  });

  it.each([
    ['admin', ['agents', 'mine', 'tasks']],
    ['doctor', ['agents', 'mine']],
  ] as const)('listens as %s to what that role may hear, and to nothing when the page is left', async (role, rooms) => {
    given.api.role = role;
    const page = await given.open('/console/agents');
    await page.locator(mark('live')).waitFor();
    const listening = () => ['agents', 'mine', 'tasks'].filter((room) => given.news.listeners(room) > 0);
    expect(listening()).toEqual(rooms);
    await page.getByRole('link', { name: 'My access' }).click();
    await until(() => listening().length === 0);
  });
});
