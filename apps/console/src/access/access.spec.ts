import { inConsole } from '../testing/in-console.fixture.js';
import { texts } from '../testing/texts.fixture.js';

inConsole('what I allowed to applications, in the console', (given) => {
  const applications = '[aria-label="Applications that act for you"] .name';

  it('is listed, and withdrawn after a question', async () => {
    const page = await given.open('/console/access');
    await page.getByText('Ward assistant').waitFor();
    expect(await texts(page, applications)).toEqual(['Ward assistant']);
    await page.getByRole('button', { name: 'Withdraw Ward assistant' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('You have allowed nothing to any application.').waitFor();
    expect(given.changes()).toMatchObject([{ method: 'DELETE', path: '/account/grants/grant-1' }]);
  });

  it('stays when the person thinks better of it', async () => {
    const page = await given.open('/console/access');
    await page.getByRole('button', { name: 'Withdraw Ward assistant' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(given.changes()).toEqual([]);
  });

  it('says in the dialog that a consent is gone already', async () => {
    const page = await given.open('/console/access');
    await page.getByRole('button', { name: 'Withdraw Ward assistant' }).click();
    given.api.grants = [];
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByText('There is no such consent.').waitFor();
  });
});
