import { inConsole } from '../testing/in-console.fixture.js';
import { texts } from '../testing/texts.fixture.js';

inConsole('reviews of emergency access in the console (feature X02)', (given) => {
  const names = '[aria-label="Emergency accesses to be reviewed"] .name';

  it('wait for a second person: not while a record is open, and never for the one who opened it', async () => {
    const page = await given.open('/console/emergency-reviews');
    await page.getByText('Dr. Ended').waitFor();
    expect(await texts(page, names)).toEqual(['Dr. Ended', 'Dr. Open', 'Dr. Own']);
    expect(await page.getByRole('button', { name: /^Review the access/ }).count()).toBe(1);
    await page.getByText('Still open').waitFor();
    await page.getByText('Your own: somebody else reviews it').waitFor();
  });

  it('lead to what was done by them', async () => {
    const page = await given.open('/console/emergency-reviews');
    await page.getByRole('link', { name: 'Audit trail' }).nth(1).click();
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
    const { searchParams } = new URL(page.url());
    expect([...searchParams.keys()]).toEqual(['user', 'patient']);
  });

  it('are recorded with a verdict and a note, and not without', async () => {
    const page = await given.open('/console/emergency-reviews');
    await page.getByRole('button', { name: 'Review the access of Dr. Ended' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Record the review' }).click();
    await dialog.getByText('A verdict is needed.').waitFor();
    expect(given.changes()).toEqual([]);
    await dialog.getByLabel('Verdict').selectOption('unjustified');
    await dialog.getByLabel('Note').fill('no such admission');
    await dialog.getByRole('button', { name: 'Record the review' }).click();
    await page.getByText('The review was recorded.').waitFor();
    expect(given.changes()).toMatchObject([
      { method: 'POST', body: { verdict: 'unjustified', note: 'no such admission' } },
    ]);
    await page.getByText('Dr. Ended').waitFor({ state: 'hidden' });
  });

  it('say in the dialog that somebody else was first', async () => {
    const page = await given.open('/console/emergency-reviews');
    await page.getByRole('button', { name: 'Review the access of Dr. Ended' }).click();
    given.api.emergencies.pending = [];
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Verdict').selectOption('justified');
    await dialog.getByLabel('Note').fill('asked the ward');
    await dialog.getByRole('button', { name: 'Record the review' }).click();
    await dialog.getByText('This emergency access has been reviewed already.').waitFor();
  });
});
