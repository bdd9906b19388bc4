import { inConsole } from '../testing/in-console.fixture.js';
import { texts } from '../testing/texts.fixture.js';

inConsole('the audit trail in the console (feature C02)', (given) => {
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

  it('shows everything that an entry says, as text whatever it says (feature A13)', async () => {
    const page = await given.open('/console/audit');
    await page
      .getByRole('button', { name: /^Details of/u })
      .first()
      .click();
    const detail = page.getByRole('dialog', { name: 'Patient looked at' });
    await detail.getByText('<script>alert(1)</script>').waitFor();
    const users = await given.open('/console/users');
    await users.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await users.locator('tbody img').count()).toBe(0);
  });
});
