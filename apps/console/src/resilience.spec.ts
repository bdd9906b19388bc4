// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its specs wait as all others do
import { until } from '@caregate/testing';
import { peopleOf, taskOf } from './testing/fixture-data.fixture.js';
import { inConsole } from './testing/in-console.fixture.js';

const refusalOf = (status: number, code: string, detail: string) => ({
  status,
  body: { type: `urn:caregate:${code}`, title: code, status, code, detail, requestId: 'r-7' },
});

inConsole('the console when something is in its way', (given) => {
  it.each([
    [429, 'rate.limited', 'Too many requests'],
    [500, 'service.internal', 'Not available'],
  ])('says of an answer %i what it means, its code and the id to ask about', async (status, code, title) => {
    given.api.instead.set('/users', refusalOf(status, code, 'The service said so.'));
    const page = await given.open('/console/users');
    const said = page.getByRole('region', { name: 'Users' }).getByRole('alert');
    expect(await said.textContent()).toBe(`${title}The service said so.${code}Error id r-7Try again`);
  });

  it('keeps what it has shown while a service is away, and says that it is old', async () => {
    const page = await given.open('/console/tasks');
    await page.getByText('bias_detection').waitFor();
    given.api.agentsAreDown = true;
    given.news.tell('tasks', 'agent:status', { agentId: 'a', status: 'active' });
    await page.getByText('The service is not available at the moment. This is how it was before.').waitFor();
    expect(await page.getByText('bias_detection').isVisible()).toBe(true);
    given.api.agentsAreDown = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This is how it was before.').waitFor({ state: 'hidden' });
  });

  it('says at once that there is no network, and changes nothing once there is one again', async () => {
    // With options that no other spec has, so that no other shares the browser's context.
    const page = await given.open('/console/users', { locale: 'en-GB' });
    await page.getByText('Thabo Mokoena', { exact: true }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Deactivate Thabo Mokoena' }).click();
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: 'Deactivate' }).click();
    await question.getByText('The service cannot be reached at the moment.').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('This is how it was before.').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This is how it was before.').waitFor({ state: 'hidden' });
    expect(given.changes()).toEqual([]);
  });

  it('does not go on showing what is no longer open to the person', async () => {
    const page = await given.open('/console/users');
    await page.getByText('Dr. Sarah Smith').waitFor();
    given.api.role = 'doctor';
    await page.getByLabel('State').selectOption('Any');
    await page.getByText('This is not open to you').waitFor();
    expect(await page.getByText('Dr. Sarah Smith').count()).toBe(0);
  });

  it('gives up on a service that does not answer', async () => {
    const page = await given.open('/console/access');
    await page.getByRole('heading', { name: 'Permissions' }).waitFor();
    await page.evaluate('AbortSignal.timeout = () => AbortSignal.abort(new DOMException("", "TimeoutError"))');
    await page.getByRole('link', { name: 'Users and roles' }).click();
    await page.getByText('The service takes too long to answer.').first().waitFor();
  });

  it('signs out in every tab of the browser', async () => {
    const other = await given.open('/console/users');
    await other.getByText('Dr. Sarah Smith').waitFor();
    const page = await given.open('/console/access');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await other.getByText('Your sign-in has ended').waitFor();
    expect(await other.getByText('Dr. Sarah Smith').count()).toBe(0);
  });

  it.each([5, 15])(
    'signs out when nobody has been at work for the %d minutes of the service, and keeps the place',
    async (minutes) => {
      given.api.idleSeconds = minutes * 60;
      const page = await given.open('/console/access');
      await page.clock.install();
      await page.goto(page.url().replace('access', 'users'));
      await page.getByText('Dr. Sarah Smith').waitFor();
      await page.clock.fastForward((minutes - 1) * 60_000);
      await page.keyboard.press('Shift');
      await page.clock.fastForward((minutes - 1) * 60_000);
      expect(given.changes()).toEqual([]);
      await page.clock.fastForward(70_000);
      await page.getByText('Your sign-in has ended').waitFor();
      expect(given.changes()).toMatchObject([{ method: 'POST', path: '/auth/logout' }]);
      expect(page.url()).toMatch(/\/console\/users$/u);
    },
  );

  it('begins anew when somebody else signs in with the same browser', async () => {
    const page = await given.open('/console/users');
    await page.getByText('Dr. Sarah Smith').waitFor();
    given.api.people = peopleOf().slice(2);
    given.api.role = 'typist';
    const begun = page.waitForEvent('load');
    await given.open('/console/access');
    await begun;
    await page.getByText('This is not open to you').waitFor();
  });

  it('does not show by the back button what was left by signing out', async () => {
    const page = await given.open('/console/users');
    await page.getByText('Dr. Sarah Smith').waitFor();
    given.api.role = undefined;
    const loaded = page.waitForEvent('load');
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    await loaded;
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('keeps nothing of anybody in the browser, nor names in addresses', async () => {
    const page = await given.open('/console/users');
    await page.getByLabel('Search').fill('sarah');
    await until(() => given.api.asked.some(({ query }) => query['search'] === 'sarah'));
    await page.getByLabel('Role', { exact: true }).selectOption('doctor');
    await page.waitForURL(/\?role=doctor$/u);
    await page.getByRole('link', { name: 'Audit trail' }).click();
    await page.getByLabel('Patient id').fill('MRN001');
    await page.getByText('The id of a record, no number of a hospital.').waitFor();
    expect(page.url()).toMatch(/\/console\/audit$/u);
    expect(given.api.asked.some(({ query }) => Object.values(query).includes('MRN001'))).toBe(false);
    expect(await page.evaluate('Object.keys(localStorage).length + Object.keys(sessionStorage).length')).toBe(0);
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('fits names and words without an end into every screen, as text', async () => {
    const endless = 'Wolfeschlegelstein'.repeat(11);
    given.api.people = peopleOf().map((person) => ({ ...person, name: endless }));
    given.api.tasks = [taskOf({ error: `<b onclick=alert(1)>${endless}` })];
    for (const width of [390, 820]) {
      const page = await given.open('/console/users', { viewport: { width, height: 800 } });
      await page.locator('tbody .name').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      const button = await page.getByRole('button', { name: 'Deactivate' }).first().boundingBox();
      expect((button?.x ?? width) + (button?.width ?? 0)).toBeLessThan(width);
    }
    const low = await given.open('/console/users', { viewport: { width: 1280, height: 520 } });
    const [last, name] = [low.getByRole('link', { name: 'Pipelines' }), low.locator('.who-name')];
    const [above, below] = [await last.boundingBox(), await name.boundingBox()];
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
    expect(below?.height).toBeLessThan(100);
    const task = await given.open(`/console/tasks/${given.api.tasks[0]?.task_id}`);
    await task.getByText(`<b onclick=alert(1)>${endless}`).waitFor();
  });
});
