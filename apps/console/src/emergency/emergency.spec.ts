import { inConsole } from '../testing/in-console.fixture.js';
import { texts } from '../testing/texts.fixture.js';

inConsole('emergency access in the console (feature X02)', (given) => {
  const open = '[aria-label="Open to you now"] td:first-child .mono';
  beforeEach(() => {
    given.api.role = 'doctor';
  });

  it('opens the record of the patient in the address, with a reason, for half an hour', async () => {
    const page = await given.open('/console/emergency?patient=MRN002');
    await page.getByLabel('Reason').fill('unconscious,\nallergies unknown');
    await page.getByRole('button', { name: 'Open the record' }).click();
    await page.getByText('The record is open to you.').waitFor();
    expect(given.changes()).toMatchObject([
      {
        method: 'POST',
        path: '/account/break-glass',
        body: { patient_number: 'MRN002', reason: 'unconscious, allergies unknown', minutes: 30 },
      },
    ]);
    await page.locator(open).nth(1).waitFor();
    expect(await texts(page, open)).toEqual(['MRN007', 'MRN002']);
  });

  it('says before anything is asked that number and reason are needed', async () => {
    const page = await given.open('/console/emergency');
    await page.getByLabel('Reason').fill('urgent');
    await page.getByRole('button', { name: 'Open the record' }).click();
    await page.getByText('The number of the patient is needed.').waitFor();
    await page.getByText('At least ten letters').waitFor();
    expect(given.changes()).toEqual([]);
  });

  it('says what the service refuses, beside the button', async () => {
    const page = await given.open('/console/emergency?patient=MRN404');
    await page.getByLabel('Reason').fill('unconscious, allergies unknown');
    await page.getByRole('button', { name: 'Open the record' }).click();
    const said = await page.getByRole('form').getByRole('alert').textContent();
    expect(said).toContain('No patient has this MRN.');
  });

  it('says that a record is open already, for no longer than before', async () => {
    const page = await given.open('/console/emergency?patient=MRN007');
    await page.getByLabel('Reason').fill('unconscious, allergies unknown');
    await page.getByRole('button', { name: 'Open the record' }).click();
    await page.getByText('This record is open to you already').waitFor();
  });

  it('counts the time that is left, and ends a record early after a question', async () => {
    const page = await given.open('/console/emergency');
    const left = page.locator('[aria-label="Open to you now"] time');
    expect(await left.textContent()).toMatch(/^(19 min \d+|20 min 0) s$/);
    await page.getByRole('button', { name: 'End access to MRN007' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End access' }).click();
    await page.getByText('You have no record open by emergency access.').waitFor();
    expect(given.changes()).toMatchObject([{ method: 'DELETE' }]);
  });

  it('asks again when the time of a record is over', async () => {
    const [access] = given.api.emergencies.open;
    if (access !== undefined)
      given.api.emergencies.open = [{ ...access, ends_at: new Date(Date.now() + 1500).toISOString() }];
    const page = await given.open('/console/emergency');
    await page.locator(open).waitFor();
    given.api.emergencies.open = [];
    await page.getByText('You have no record open by emergency access.').waitFor();
  });

  it('is not open to administrators', async () => {
    given.api.role = 'admin';
    const page = await given.open('/console/emergency');
    expect(await page.getByRole('alert').textContent()).toContain('Your role does not include this operation.');
  });
});
