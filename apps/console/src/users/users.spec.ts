import { nursesOf, peopleOf } from '../testing/fixture-data.fixture.js';
import { inConsole } from '../testing/in-console.fixture.js';
import { texts } from '../testing/texts.fixture.js';

inConsole('users and roles in the console (feature U01)', (given) => {
  it('pages through users, and searches them', async () => {
    given.api.people.push(...nursesOf());
    const page = await given.open('/console/users');
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
    const page = await given.open('/console/users');
    await page.getByRole('button', { name: 'Add user' }).click();
    const form = page.getByRole('dialog', { name: 'Add user' });
    await form.getByLabel('Name').fill('Ayanda Khumalo');
    await form.getByLabel('E-mail').fill('nowhere');
    await form.getByRole('button', { name: 'Create account' }).click();
    await form.getByText('This is no e-mail address.').waitFor();
    expect(given.changes()).toEqual([]);
    await form.getByLabel('E-mail').fill('ayanda@hospital.example');
    await form.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('The account was created.').waitFor();
    expect(given.changes().map(({ body }) => body)).toEqual([
      { name: 'Ayanda Khumalo', email: 'ayanda@hospital.example', role: 'nurse' },
    ]);
  });

  it('changes a role, and tells why it did not', async () => {
    const page = await given.open('/console/users');
    const change = page.getByRole('dialog', { name: 'Change this role?' });
    await page.getByLabel('Role of Dr. Sarah Smith').selectOption('radiologist');
    expect(given.changes()).toEqual([]);
    await change.getByRole('button', { name: 'Change role' }).click();
    await page.getByText('The role of Dr. Sarah Smith was changed.').waitFor();
    await page.getByLabel('Role of Nomsa Dlamini').selectOption('nurse');
    await change.getByRole('button', { name: 'Change role' }).click();
    await change.getByText('This is the last active administrator. (user.admin.last)').waitFor();
    await change.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByLabel('Role of Nomsa Dlamini').inputValue()).toBe('admin');
  });

  it('deactivates nobody without asking, and can be told no with the keyboard', async () => {
    const page = await given.open('/console/users');
    const button = page.getByRole('button', { name: 'Deactivate Thabo Mokoena' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(given.changes()).toEqual([]);
    await button.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('The account was deactivated.').waitFor();
    expect(given.changes().map(({ method }) => method)).toEqual(['DELETE']);
    await page.getByRole('link', { name: 'Thabo Mokoena', exact: true }).waitFor({ state: 'hidden' });
  });

  it('says at the field what the service refused of a new user', async () => {
    const page = await given.open('/console/users');
    await page.getByRole('button', { name: 'Add user' }).click();
    const form = page.getByRole('dialog', { name: 'Add user' });
    await form.getByLabel('Name').fill('Thabo Again');
    await form.getByLabel('E-mail').fill('thabo@hospital.example');
    await form.getByLabel('HPCSA number').fill('12');
    await form.getByRole('button', { name: 'Create account' }).click();
    await form.getByText('Letters of the register and a number, such as MP0123456.').waitFor();
    expect(given.changes()).toEqual([]);
    await form.getByLabel('HPCSA number').fill('mp 0123456');
    await form.getByRole('button', { name: 'Create account' }).click();
    await form.getByText('An active user already has this address.').waitFor();
    expect(await form.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true');
    expect(given.changes()).toMatchObject([{ body: { hpcsa_number: 'MP0123456' } }]);
  });

  it('shows one account at an address of its own, and changes its name and number there', async () => {
    const page = await given.open(`/console/users/${peopleOf()[1]?.id}?role=doctor`);
    const account = page.getByRole('dialog', { name: 'Dr. Sarah Smith' });
    await account.getByText('21 Nov 2026, 11:30:00 SAST').first().waitFor();
    await account.getByLabel('Name').fill(' ');
    await account.getByRole('button', { name: 'Save' }).click();
    await account.getByText('A name is needed.').waitFor();
    expect(given.changes()).toEqual([]);
    await account.getByLabel('Name').fill('Dr. Sarah Smith-Nkosi');
    await account.getByLabel('HPCSA number').fill('');
    await account.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog', { name: 'Dr. Sarah Smith-Nkosi' }).waitFor();
    expect(given.changes()).toMatchObject([
      { method: 'PATCH', body: { name: 'Dr. Sarah Smith-Nkosi', hpcsa_number: null } },
    ]);
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/console\/users\?role=doctor$/u);
    expect(await texts(page, 'tbody .name')).toEqual(['Dr. Sarah Smith-Nkosi']);
  });

  it('says at the field, and there only, what the service refused of a change', async () => {
    const page = await given.open(`/console/users/${peopleOf()[1]?.id}`);
    const account = page.getByRole('dialog', { name: 'Dr. Sarah Smith' });
    const issues = [{ path: 'hpcsa_number', message: 'This register is not known.' }];
    const refusal = { type: 'about:blank', title: 'Invalid', status: 400, code: 'request.invalid', requestId: 'r-7' };
    await page.route('**/users/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 400, json: { ...refusal, detail: 'The request does not hold.', issues } })
        : route.fallback(),
    );
    await account.getByRole('button', { name: 'Save' }).click();
    await account.getByText('This register is not known.').waitFor();
    expect(await account.getByLabel('HPCSA number').getAttribute('aria-invalid')).toBe('true');
    expect(await account.getByRole('alert').count()).toBe(0);
  });

  it('says of an address with the id of nobody that there is nobody', async () => {
    const page = await given.open('/console/users/0190a000-0000-7000-8000-00000000ffff');
    await page.getByRole('dialog').getByText('No user has this id.').waitFor();
    await page.getByRole('dialog').getByText('user.not_found').waitFor();
  });

  it('leads by the back button to the page of the list that was left', async () => {
    given.api.people.push(...nursesOf());
    const page = await given.open('/console/users?page=2');
    await page.getByText('21–28 of 28').waitFor();
    await page.getByLabel('Activity of Nurse 24').click();
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
    await page.goBack();
    await page.getByText('21–28 of 28').waitFor();
    await page.goto(page.url().replace('page=2', 'page=999'));
    await page.getByText('28 in all, none of them on page 999').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByText('21–28 of 28').waitFor();
  });

  it('tell which roles an administrator gave, and give the identity provider its say again', async () => {
    const page = await given.open('/console/users');
    await page.getByRole('button', { name: 'Unpin the role of Thabo Mokoena' }).click();
    await page.getByText('The next sign-in may change the role of Thabo Mokoena.').waitFor();
    expect(given.changes()).toMatchObject([{ method: 'PATCH', body: { role_pinned: false } }]);
  });

  it('tell what a role opens (feature U02)', async () => {
    const page = await given.open('/console/users');
    await page.locator('summary').filter({ hasText: 'typist' }).click();
    await page.locator('details[open]').getByText('patient:read').waitFor();
  });
});
