import type { Person } from '@caregate/dev';
import { debianTool } from '@caregate/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { specStack, type SpecStack } from './support/stack.js';

const program = debianTool('chromium');
const inBrowser = program === undefined ? describe.skip : describe;
const patience = 30_000;

inBrowser('[U01 C02] the console, in a browser, before the real services', () => {
  let stack: SpecStack;
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    stack = await specStack();
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: program ?? '', args });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.end();
  });

  const person = (role: string): Person => {
    const found = stack.people.find((each) => each.role === role);
    if (found === undefined) throw new Error(`no ${role} in the sandbox`);
    return found;
  };

  /** Through the edge, by the sandbox's own sign-in page, as a person would. */
  async function signedIn(role: string): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(patience);
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(stack.addresses.edge);
    await page.getByRole('link', { name: 'Continue with Sandbox hospital' }).click();
    const { login, password } = person(role);
    await page.getByLabel('Name').fill(login);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'My access' }).waitFor();
    return page;
  }

  it('lets a doctor sign in and see their own access, and nothing of the administration', async () => {
    const page = await signedIn('doctor');
    const titles = await page.locator('.side nav a').allTextContents();
    expect(titles).toContain('My access');
    expect(titles).not.toContain('Users and roles');
    expect(await page.content()).toContain('doctor');
  }, 60_000);

  it('lets an administrator make an account, and shows on the trail that it was made', async () => {
    const page = await signedIn('admin');
    await page.getByRole('link', { name: 'Users and roles' }).click();
    await page.getByText(person('doctor').email).waitFor();
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByLabel('Name').last().fill('Locum Radiologist');
    await page.getByLabel('E-mail').fill('locum@example.org');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('locum@example.org').waitFor();
    await page.getByRole('link', { name: 'Audit trail' }).click();
    await page.locator('tbody').getByText('User created').first().waitFor();
  }, 90_000);

  it('[M03] shows which agents are at work', async () => {
    const page = await signedIn('admin');
    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByText('Bias detector').waitFor();
  }, 60_000);

  it('[M11] shows a task that is created elsewhere as soon as it is, without a reload', async () => {
    const page = await signedIn('doctor');
    await page.getByRole('link', { name: 'Tasks' }).click();
    await page.locator('.heading .status', { hasText: 'live' }).waitFor();
    const created = await page.evaluate(async () => {
      const body = JSON.stringify({ task_type: 'bias_detection', parameters: { content: 'A calm note.' } });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/agents/api/v1/tasks', { method: 'POST', headers, body })).status;
    });
    expect(created).toBe(201);
    await page.locator('tbody').getByText('bias_detection').first().waitFor({ timeout: 1000 });
  }, 60_000);

  it('breaks nothing on the way', () => expect(complaints).toEqual([]));
});
