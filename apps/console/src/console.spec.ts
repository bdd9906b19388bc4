// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its spec has to find a browser
import { debianTool } from '@caregate/testing';
import type { Page } from 'playwright-core';
import { ConsoleBrowser, seriousFaults } from './testing/console-browser.fixture.js';
import { consoleServer, type ConsoleServer } from './testing/console-server.fixture.js';

const chromium = debianTool('chromium');
const inBrowser = chromium === undefined ? describe.skip : describe;

inBrowser('the console in a browser', () => {
  let server: ConsoleServer;
  let browser: ConsoleBrowser;
  beforeAll(async () => {
    server = await consoleServer();
    browser = await ConsoleBrowser.start(chromium ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => server.api.reset());
  afterEach(() => browser.closePages());

  const open = (path: string, options = {}) => browser.open(`${server.url}${path}`, options);
  const texts = (page: Page, selector: string) => page.locator(selector).allTextContents();
  const changes = () => server.api.asked.filter(({ method }) => method !== 'GET');

  it('offers the ways to sign in, and brings people back to where they were going', async () => {
    server.api.role = undefined;
    const page = await open('/console/audit?outcome=refused');
    const link = page.getByRole('link', { name: 'Continue with Sandbox hospital' });
    expect(await link.getAttribute('href')).toBe(
      `/auth/sandbox?return_to=${encodeURIComponent(`${server.url}/console/audit?outcome=refused`)}`,
    );
    expect(await page.getByRole('link').count()).toBe(2);
  });

  it('opens at the front door too, with what the person may do', async () => {
    const page = await open('/');
    await page.getByRole('heading', { name: 'My access' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/access');
    expect(await page.getByRole('region', { name: 'Patients within reach' }).textContent()).toContain('assignment');
  });

  it('shows the parts that the role opens, and no others (features A13, U02)', async () => {
    const titles = async () => {
      const page = await open('/console/access');
      await page.getByRole('heading', { name: 'Permissions' }).waitFor();
      return texts(page, '.side nav a');
    };
    expect(await titles()).toEqual(['My access', 'Users and roles', 'Audit trail', 'Agents', 'Tasks', 'Pipelines']);
    server.api.role = 'typist';
    expect(await titles()).toEqual(['My access']);
  });

  it('says in the words of the service that a page is not open to the person', async () => {
    server.api.role = 'doctor';
    const page = await open('/console/users');
    const said = await page.getByRole('alert').textContent();
    expect(said).toContain('Your role does not include this operation.');
  });

  it('shows the way in when the sign-in has ended meanwhile', async () => {
    const page = await open('/console/access');
    await page.getByRole('heading', { name: 'Permissions' }).waitFor();
    server.api.role = undefined;
    await page.getByRole('link', { name: 'Users and roles' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('asks once more when a token has ended but the sign-in has not', async () => {
    server.api.refuseOnce('/users');
    const page = await open('/console/users');
    await page.getByText('Dr. Sarah Smith').waitFor();
    expect(server.api.asked.filter(({ path }) => path === '/users')).toHaveLength(2);
  });

  it('signs out with a request that other sites cannot send', async () => {
    const page = await open('/console/access');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(changes()).toMatchObject([{ method: 'POST', path: '/auth/logout' }]);
  });

  it('pages through users, and searches them', async () => {
    const page = await open('/console/users');
    await page.getByText('1–20 of 28').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('21–28 of 28').waitFor();
    await page.getByLabel('Search').fill('sarah');
    await page.getByText('1–1 of 1').waitFor();
    expect(await texts(page, 'tbody .name')).toEqual(['Dr. Sarah Smith']);
    await page.getByLabel('Search').fill('nobody at all');
    await page.getByText('Nobody matches these filters.').waitFor();
  });

  it('adds a user once name and address are what they have to be', async () => {
    const page = await open('/console/users');
    await page.getByRole('button', { name: 'Add user' }).click();
    const form = page.getByRole('dialog', { name: 'Add user' });
    await form.getByLabel('Name').fill('Ayanda Khumalo');
    await form.getByLabel('E-mail').fill('nowhere');
    await form.getByRole('button', { name: 'Create account' }).click();
    await form.getByText('This is no e-mail address.').waitFor();
    expect(changes()).toEqual([]);
    await form.getByLabel('E-mail').fill('ayanda@hospital.example');
    await form.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('The account was created.').waitFor();
    expect(changes().map(({ body }) => body)).toEqual([
      { name: 'Ayanda Khumalo', email: 'ayanda@hospital.example', role: 'nurse' },
    ]);
  });

  it('changes a role, and tells why it did not', async () => {
    const page = await open('/console/users');
    await page.getByLabel('Role of Dr. Sarah Smith').selectOption('radiologist');
    await page.getByText('The role of Dr. Sarah Smith was changed.').waitFor();
    await page.getByLabel('Role of Nomsa Dlamini').selectOption('nurse');
    await page.getByText('This is the last active administrator.').waitFor();
    expect(await page.getByLabel('Role of Nomsa Dlamini').inputValue()).toBe('admin');
  });

  it('deactivates nobody without asking, and can be told no with the keyboard', async () => {
    const page = await open('/console/users');
    const button = page.getByRole('button', { name: 'Deactivate Thabo Mokoena' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(changes()).toEqual([]);
    await button.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('The account was deactivated.').waitFor();
    expect(changes().map(({ method }) => method)).toEqual(['DELETE']);
    await page.getByText('Thabo Mokoena').waitFor({ state: 'hidden' });
  });

  it('filters the trail, pages through it, and keeps the filters in the address (feature C02)', async () => {
    const page = await open('/console/audit');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2').waitFor();
    await page.getByLabel('Outcome').selectOption('refused');
    await page.getByText('Page 1').waitFor();
    await page.waitForURL(/outcome=refused/u);
    await page.locator('tbody').getByText('Patient looked at').first().waitFor({ state: 'hidden' });
    expect(new Set(await texts(page, 'tbody .status'))).toEqual(new Set(['refused']));
    const asked = page.waitForRequest(/to=2026-11-21T22%3A00%3A00.000Z/u);
    await page.getByLabel('To').fill('2026-11-21');
    expect((await asked).url()).toContain('outcome=refused');
    await page.waitForURL(/to=2026-11-21/u);
  });

  it('shows everything that an entry says, as text whatever it says (feature A13)', async () => {
    const page = await open('/console/audit');
    await page
      .getByRole('button', { name: /^Details of/u })
      .first()
      .click();
    const detail = page.getByRole('dialog', { name: 'Patient looked at' });
    await detail.getByText('<script>alert(1)</script>').waitFor();
    const users = await open('/console/users');
    await users.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await users.locator('tbody img').count()).toBe(0);
  });

  it('says so when agents cannot be reached, and can be told to try again', async () => {
    server.api.agentsAreDown = true;
    const page = await open('/console/agents');
    await page.getByText('The service is not available at the moment.').waitFor();
    server.api.agentsAreDown = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Bias detector').waitFor();
  });

  it('says so when an answer is not what was agreed', async () => {
    server.api.instead.set('/agents/api/v1/tasks', { status: 200, body: { tasks: [{ task_id: 1 }] } });
    const page = await open('/console/tasks');
    await page.getByText('The answer was not understood.').waitFor();
  });

  it('follows a pipeline while it runs', async () => {
    const page = await open('/console/pipelines');
    await page.getByText('2 of 6, validation running').waitFor();
    const before = server.api.asked.length;
    await expect(page.waitForRequest(/\/pipelines/u, { timeout: 5000 })).resolves.toBeDefined();
    expect(server.api.asked.length).toBeGreaterThanOrEqual(before);
  });

  it('has times in the locale of the person and the time of their clock', async () => {
    const page = await open('/console/agents');
    expect(await page.locator('tbody time').first().textContent()).toBe('21 Nov 2026, 11:30');
  });

  it('keeps the colours that somebody chose', async () => {
    const page = await open('/console/access', { colorScheme: 'light' });
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    await page.reload();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  });

  it('opens its menu on a phone', async () => {
    const page = await open('/console/access', { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Open menu' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Tasks' }).click();
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it.each(['sign-in', 'access', 'users', 'audit', 'agents', 'tasks', 'pipelines'])(
    'has no serious fault of accessibility on the page %s, light and dark, and fits a phone',
    async (name) => {
      server.api.role = name === 'sign-in' ? undefined : 'admin';
      const page = await open(`/console/${name}`);
      await page.locator('.status, .facts, .door a').first().waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    },
    60_000,
  );

  it.each(['Add user', 'Deactivate Thabo Mokoena'])('has none in the dialog of %s either', async (name) => {
    const page = await open('/console/users', { colorScheme: 'dark' });
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('has given the browser nothing to complain of but the refusals above', () => {
    const unforeseen = browser.complaints.filter((text) => !/status of (?:401|403|409|502)/u.test(text));
    expect(unforeseen).toEqual([]);
  });
});
