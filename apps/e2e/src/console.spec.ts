import type { Person } from '@caregate/dev';
import { describeWith } from '@caregate/testing';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { specStack, type SpecStack } from './support/stack.js';

const patience = 30_000;

interface Answer {
  readonly status: number;
  readonly body: { readonly id?: string; readonly code?: string; readonly [field: string]: unknown };
}

describeWith('chromium', '[U01 C02] the console, in a browser, before the real services', (program) => {
  let stack: SpecStack;
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    stack = await specStack();
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: program, args });
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

  const contexts = new Map<string, BrowserContext>();

  /** Through the edge, by the sandbox's own sign-in page, as a person would; once for each. */
  async function signedIn(role: string): Promise<Page> {
    const known = contexts.get(role);
    const page = await (known ?? (await browser.newContext())).newPage();
    contexts.set(role, page.context());
    page.setDefaultTimeout(patience);
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(stack.addresses.edge);
    if (known === undefined) {
      await page.getByRole('link', { name: 'Continue with Sandbox hospital' }).click();
      const { login, password } = person(role);
      await page.getByLabel('Name').fill(login);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    }
    await page.getByRole('heading', { name: 'My access' }).waitFor();
    return page;
  }

  /** With the browser's own cookie, as the console asks. */
  function asked(page: Page, method: string, path: string, body?: object): Promise<Answer> {
    return page.evaluate(
      async ([verb, address, text]) => {
        const sent = text === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: text };
        const answer = await fetch(address, { method: verb, ...sent });
        const said = await answer.text();
        return { status: answer.status, body: said === '' ? {} : (JSON.parse(said) as Answer['body']) };
      },
      [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
    );
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

  it('[U01] pages through accounts over REST, and says 404, 400 and 422 where it has to', async () => {
    const page = await signedIn('admin');
    const names = async (skip: number) => {
      const { body } = await asked(page, 'GET', `/users?limit=2&skip=${skip}`);
      expect(body).toMatchObject({ skip, limit: 2, total: expect.any(Number) });
      return (body['users'] as { name: string }[]).map(({ name }) => name);
    };
    const [first, second] = [await names(0), await names(2)];
    expect(new Set([...first, ...second]).size).toBe(4);
    const nobody = '/users/0190a000-0000-7000-8000-000000000000';
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect(await asked(page, method, nobody, method === 'PUT' ? { role: 'nurse' } : undefined)).toMatchObject({
        status: 404,
        body: { code: 'user.not_found' },
      });
    const locum = { email: 'locum.nurse@example.org', name: 'Locum Nurse', role: 'nurse' };
    const made = await asked(page, 'POST', '/users', locum);
    expect(made).toMatchObject({ status: 201, body: { ...locum, active: true, invited: true } });
    const again = await asked(page, 'POST', '/users', locum);
    expect(again).toMatchObject({ status: 400, body: { code: 'user.email.taken' } });
    for (const wrong of [{ email: 'nowhere' }, { name: '' }, { name: 'a\u0000b' }, { role: 'king' }, { password: 'x' }])
      expect(await asked(page, 'POST', '/users', { ...locum, ...wrong })).toMatchObject({
        status: 422,
        body: { code: 'user.invalid' },
      });
    const own = `/users/${made.body.id}`;
    expect(await asked(page, 'PUT', own, { role: 'doctor' })).toMatchObject({ status: 200, body: { role: 'doctor' } });
    expect((await asked(page, 'DELETE', own)).status).toBe(204);
    expect(await asked(page, 'GET', own)).toMatchObject({ status: 200, body: { active: false, name: 'Locum Nurse' } });
  }, 60_000);

  it('[U01] opens accounts to administrators only', async () => {
    const doctor = await signedIn('doctor');
    expect((await asked(doctor, 'GET', '/users')).status).toBe(403);
    expect((await fetch(`${stack.addresses.edge}/users`)).status).toBe(401);
  }, 60_000);

  it('[U01] shuts a person out of the open page at once, loses nothing of them, and lets them in again', async () => {
    const nurse = await signedIn('nurse');
    const page = await signedIn('admin');
    const { name } = person('nurse');
    await page.getByRole('link', { name: 'Users and roles' }).click();
    await page.getByRole('button', { name: `Deactivate ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('The account was deactivated.').waitFor();
    await nurse.getByRole('link', { name: 'Tasks' }).click();
    await nurse.getByText('Your sign-in has ended').waitFor();
    await page.getByLabel('State').selectOption('Deactivated');
    await page.getByRole('link', { name, exact: true }).click();
    const account = page.getByRole('dialog', { name });
    await account.getByLabel('HPCSA number').fill('mp 7654321');
    await account.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The account was changed.').waitFor();
    await account.getByRole('button', { name: 'Close' }).click();
    await page.getByText('HPCSA MP7654321').waitFor();
    await page.getByRole('button', { name: `Reactivate ${name}` }).click();
    await page.getByText(`The account of ${name} is active again.`).waitFor();
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
