import { inConsole } from './testing/in-console.fixture.js';

inConsole('the console in a browser', (given) => {
  it('offers the ways to sign in, and brings people back to where they were going', async () => {
    given.api.role = undefined;
    const page = await given.open('/console/audit?outcome=refused');
    const link = page.getByRole('link', { name: 'Continue with Sandbox hospital' });
    expect(await link.getAttribute('href')).toBe(
      `/auth/sandbox?return_to=${encodeURIComponent(`${new URL(page.url()).origin}/console/audit?outcome=refused`)}`,
    );
    expect(await page.getByRole('link').count()).toBe(2);
  });

  it('opens at the front door too, with what the person may do', async () => {
    const page = await given.open('/');
    await page.getByRole('heading', { name: 'My access' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/access');
    expect(await page.getByRole('region', { name: 'Patients within reach' }).textContent()).toContain('assignment');
  });

  it('shows the parts that the role opens, and no others (features A13, U02)', async () => {
    const titles = async () => {
      const page = await given.open('/console/access');
      await page.getByRole('heading', { name: 'Permissions' }).waitFor();
      return page.getByRole('banner').getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents();
    };
    const ofAgents = ['Agents', 'Tasks', 'Pipelines'];
    expect(await titles()).toEqual(['My access', 'Users and roles', 'Audit trail', 'Emergency reviews', ...ofAgents]);
    given.api.role = 'doctor';
    expect(await titles()).toEqual(['My access', 'Emergency access', ...ofAgents]);
    given.api.role = 'typist';
    expect(await titles()).toEqual(['My access']);
  });

  it('says in the words of the service that a page is not open to the person', async () => {
    given.api.role = 'doctor';
    const page = await given.open('/console/users');
    const said = await page.getByRole('alert').textContent();
    expect(said).toContain('Your role does not include this operation.');
  });

  it('shows the way in when the sign-in has ended meanwhile', async () => {
    const page = await given.open('/console/access');
    await page.getByRole('heading', { name: 'Permissions' }).waitFor();
    given.api.role = undefined;
    await page.getByRole('link', { name: 'Users and roles' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('asks once more when a token has ended but the sign-in has not', async () => {
    given.api.refuseOnce('/users');
    const page = await given.open('/console/users');
    await page.getByText('Dr. Sarah Smith').waitFor();
    expect(given.api.asked.filter(({ path }) => path === '/users')).toHaveLength(2);
  });

  it('signs out with a request that other sites cannot send', async () => {
    const page = await given.open('/console/access');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(given.changes()).toMatchObject([{ method: 'POST', path: '/auth/logout' }]);
  });

  it('keeps the colours that somebody chose', async () => {
    const page = await given.open('/console/access', { colorScheme: 'light' });
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    await page.reload();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  });

  it('opens its menu on a phone', async () => {
    const page = await given.open('/console/access', { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Open menu' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Tasks' }).click();
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('shows the way in, and why, when a change meets a sign-in that has ended', async () => {
    const page = await given.open('/console/users');
    await page.getByText('Dr. Sarah Smith').waitFor();
    given.api.role = undefined;
    await page.getByLabel('Role of Dr. Sarah Smith').selectOption('nurse');
    await page.getByRole('button', { name: 'Change role' }).click();
    await page.getByText('Your sign-in has ended').waitFor();
  });

  it('takes whoever goes by keyboard to the content of the page they chose', async () => {
    const page = await given.open('/console/access');
    await page.getByRole('link', { name: 'Tasks' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });
});
