import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';

describe('an allergy that holds no more', () => {
  let clinic: GivenClinic;
  const amoxicillin = { medication_name: 'Amoxicillin', dosage: '500 mg', frequency: 'Three times daily' };

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());
  beforeEach(async () => {
    await clinic.database.emptyCharts();
    await call('add_allergy', { allergen: 'Penicillin', reaction: 'Rash' });
  });

  const call = async (name: string, input: object, token = 'app') =>
    (await clinic.door.call(token, name, { mrn: 'MRN001', ...input })).json;
  const asked = { allergen: 'penicillin', status: 'inactive', reason: 'Tested negative by an allergist' };
  const end = (input: object = {}) => call('end_allergy', { ...asked, ...input }, 'nurse');

  it('stands against no prescription, and may be recorded anew', async () => {
    expect(await call('prescribe_medication', amoxicillin)).toMatchObject({ code: 'ehr.medication.unsafe' });
    expect(await end()).toMatchObject({
      status: 'success',
      allergy: { allergen: 'Penicillin', reaction: 'Rash', status: 'inactive' },
    });
    expect((await call('get_allergies', {}))['allergies']).toEqual([]);
    expect(await call('prescribe_medication', { ...amoxicillin, dry_run: true })).toMatchObject({ status: 'dry_run' });
    expect(await call('add_allergy', { allergen: 'Penicillin', severity: 'severe' })).toMatchObject({
      status: 'success',
    });
  });

  it('keeps who said so, why, and what was there', async () => {
    await end({ status: 'resolved' });
    const rows = await clinic.database.query(
      `SELECT actor_subject, reason, before->>'status' AS before FROM ehr.provenance WHERE activity = 'update'`,
    );
    expect(rows).toEqual([{ actor_subject: 'nurse-1', reason: 'Tested negative by an allergist', before: 'active' }]);
  });

  it('ends by no person who has not read what would be done, and agreed', async () => {
    const question = await call('end_allergy', asked, 'doctor');
    expect(question).toMatchObject({ status: 'confirmation_required', allergy: { status: 'inactive' } });
    expect((await call('get_allergies', {}))['allergies']).toHaveLength(1);
    const agreed = { ...asked, confirm_token: question['confirm_token'] };
    expect(await call('end_allergy', agreed, 'doctor')).toMatchObject({ status: 'success' });
  });

  it.each([
    ['no reason', { reason: undefined }, 'request.invalid'],
    ['no status', { status: undefined }, 'request.invalid'],
    ['an allergen that is not recorded', { allergen: 'Latex' }, 'ehr.allergy.not_found'],
  ])('is refused with %s, and nothing is written', async (_case, input, code) => {
    expect(await end(input)).toMatchObject({ status: 'error', code });
    expect(await clinic.database.query(`SELECT FROM ehr.allergy WHERE status <> 'active'`)).toEqual([]);
  });

  it('is not for readers, and changes nothing in a dry run', async () => {
    expect(await end({ dry_run: true })).toMatchObject({ status: 'dry_run', allergy: { status: 'inactive' } });
    expect((await clinic.door.call('reader', 'end_allergy', { mrn: 'MRN001', ...asked })).status).toBe(403);
    expect((await call('get_allergies', {}))['allergies']).toHaveLength(1);
  });
});
