import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

let clinic: GivenClinic;

beforeAll(async () => {
  clinic = await givenClinic();
  const years = (count: number) => `${new Date().getUTCFullYear() - count}-01-01`;
  await clinic.database.query(`UPDATE ehr.patient SET birth_date = '${years(8)}' WHERE mrn = 'MRN001'`);
  await clinic.database.query(`UPDATE ehr.patient SET birth_date = '${years(80)}' WHERE mrn = 'MRN002'`);
});
afterAll(() => clinic.end());
beforeEach(() => clinic.database.emptyCharts());

const call = (name: string, input: Record<string, unknown>, token = 'app') => clinic.door.call(token, name, input);
const codeine = {
  mrn: 'MRN001',
  medication_name: 'Tylenol with codeine',
  dosage: '15 mg',
  frequency: 'Every 6 hours as needed',
};
const rows = (sql: string) => clinic.database.query(sql);

describe('a prescription for a child of eight (feature E12)', () => {
  it('is refused where the label says so for the age, and writes nothing', async () => {
    const { isError, json } = await call('prescribe_medication', codeine);
    expect(isError).toBe(true);
    expect(json).toMatchObject({
      code: 'ehr.medication.unsafe',
      message: expect.stringContaining('Tylenol with codeine under 12 years of age'),
      conflicts: [{ kind: 'age', severity: 'contraindicated', blocking: true, source: expect.any(String) }],
    });
    expect(await rows('SELECT FROM ehr.medication')).toEqual([]);
  });

  it('is shown to the person with the warning, and written with the reason of whoever may override', async () => {
    const asked = { ...codeine, override_reason: 'The one that is left in palliative care' };
    const { json } = await call('prescribe_medication', asked, 'doctor');
    expect(json).toMatchObject({ status: 'confirmation_required', warnings: [{ kind: 'age' }] });
    const done = await call('prescribe_medication', { ...asked, confirm_token: json['confirm_token'] }, 'doctor');
    expect(done.json).toMatchObject({ status: 'success' });
    await expect(rows('SELECT reason FROM ehr.provenance')).resolves.toEqual([{ reason: asked.override_reason }]);
    expect((await call('prescribe_medication', asked, 'cautious')).json).toMatchObject({
      code: 'ehr.override.refused',
    });
  });

  it('is written with a warning where the label only warns, and without one for drops', async () => {
    const cipro = { ...codeine, medication_name: 'Cipro', dosage: '250 mg' };
    const { json } = await call('prescribe_medication', { ...cipro, dry_run: true });
    expect(json).toMatchObject({ status: 'dry_run', warnings: [{ kind: 'age', blocking: false }] });
    const drops = await call('prescribe_medication', { ...cipro, route: 'Otic', dry_run: true });
    expect(drops.json).not.toHaveProperty('warnings');
  });

  it('is told of when it is refilled', async () => {
    await rows(
      `INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, frequency, refills_remaining)
       SELECT 'MEDA', id, 'Tramadol', '50 mg', 'daily', 2 FROM ehr.patient WHERE mrn = 'MRN001'`,
    );
    const { json } = await call('refill_medication', { mrn: 'MRN001', medication_id: 'MEDA' });
    expect(json).toMatchObject({
      status: 'success',
      message: expect.stringContaining('WARNING: Tramadol under 12 years of age'),
      warnings: [{ kind: 'age', blocking: true }],
    });
  });
});

it('warns of a prescription for somebody of eighty, and stands in the way of none', async () => {
  const asked = { ...codeine, mrn: 'MRN002', medication_name: 'Valium', dosage: '5 mg' };
  const { json } = await call('prescribe_medication', asked);
  expect(json).toMatchObject({ status: 'success', warnings: [{ kind: 'age', severity: 'moderate', blocking: false }] });
});
