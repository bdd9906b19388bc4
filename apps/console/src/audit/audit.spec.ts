import { inConsole } from '../testing/in-console.fixture.js';
import { texts } from '../testing/texts.fixture.js';

inConsole('the audit trail in the console (feature C02)', (given) => {
  it('names the entries of which somebody has changed the text', async () => {
    const unreadable = ['0190a000-0000-7000-8000-0000000000e7'];
    given.api.instead.set('/audit/events', {
      status: 200,
      body: { entries: given.api.entries.slice(0, 1), unreadable },
    });
    const page = await given.open('/console/audit');
    const said = await page.getByRole('alert').textContent();
    expect(said).toBe(`Entries have been changedNo longer to be read: ${unreadable[0]}. Verify the trail.`);
    expect(await page.locator('tbody tr').count()).toBe(1);
    given.api.instead.set('/audit/events', { status: 200, body: { entries: [], unreadable } });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('None of these entries can be read.').waitFor();
    expect(await page.getByText('Nothing on the trail matches these filters.').count()).toBe(0);
  });

  it('clears with its filters also what could not be looked for', async () => {
    const page = await given.open('/console/audit?outcome=refused');
    await page.getByLabel('Patient id').fill('MRN001');
    await page.getByText('The id of a record, no number of a hospital.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Clear filters' }).waitFor({ state: 'hidden' });
    expect(page.url()).toMatch(/\/console\/audit$/u);
    expect(await page.getByLabel('Patient id').inputValue()).toBe('');
    expect(await page.getByText('The id of a record, no number of a hospital.').count()).toBe(0);
    expect(await page.getByLabel('Outcome').inputValue()).toBe('');
  });

  it('filters the trail, pages through it, and keeps the filters in the address (feature C02)', async () => {
    const page = await given.open('/console/audit');
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

  it('leads by the back button and a reload to the page that was read (feature C02)', async () => {
    const page = await given.open('/console/audit?outcome=success');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2').waitFor();
    await page.reload();
    await page.getByText('Page 2').waitFor();
    await page.getByRole('link', { name: 'Users and roles' }).click();
    await page.getByText('Dr. Sarah Smith').waitFor();
    await page.goBack();
    await page.getByText('Page 2').waitFor();
    await page.goBack();
    await page.getByText('Page 1').waitFor();
    await page.getByRole('link', { name: 'Audit trail' }).click();
    await page.locator('tbody').getByText('Sign-in refused').first().waitFor();
    expect(await page.getByLabel('Outcome').inputValue()).toBe('');
  });

  it('shows everything that an entry says, as text whatever it says (feature A13)', async () => {
    const page = await given.open('/console/audit');
    await page
      .getByRole('button', { name: /^Details of/u })
      .first()
      .click();
    const detail = page.getByRole('dialog', { name: 'Patient looked at' });
    await detail.getByText('<script>alert(1)</script>').waitFor();
    await detail.getByText('21 Nov 2026, 11:30:00 SAST').waitFor();
    await detail.getByRole('link', { name: 'Show the account' }).click();
    await page.getByRole('dialog', { name: 'Dr. Sarah Smith' }).getByText('sarah.smith@hospital.example').waitFor();
    const users = await given.open('/console/users');
    await users.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await users.locator('tbody img').count()).toBe(0);
  });
});
