import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

let clinic: GivenClinic;

beforeAll(async () => {
  clinic = await givenClinic();
});
afterAll(() => clinic.end());
beforeEach(async () => {
  await clinic.database.emptyCharts();
  clinic.door.trail.entries.splice(0);
});

const amoxicillin = { mrn: 'MRN001', medication_name: 'Amoxicillin', dosage: '500 mg', frequency: 'Three times daily' };
const call = (name: string, input: Record<string, unknown>, token = 'app') => clinic.door.call(token, name, input);
const rows = (sql: string) => clinic.database.query(sql);
const prescribed = async (input: Record<string, unknown> = {}) => {
  const { json } = await call('prescribe_medication', { ...amoxicillin, ...input });
  return (json as { medication: { medication_id: string; version: number } }).medication;
};

describe('prescribe_medication', () => {
  it('answers a client with the shape of the older server (feature E05), and is on the trail', async () => {
    const { json } = await call('prescribe_medication', { ...amoxicillin, refills: 2, prescriber_npi: '1234567893' });
    expect(json).toEqual({
      status: 'success',
      message: 'Amoxicillin 500 mg prescribed for MRN001',
      medication: {
        medication_id: expect.stringMatching(/^MED[0-9A-F]{6}$/),
        name: 'Amoxicillin',
        dosage: '500 mg',
        frequency: 'Three times daily',
        refills_remaining: 2,
        version: 1,
      },
    });
    expect(clinic.door.trail.entries).toEqual([
      expect.objectContaining({ event: 'medication.prescribed', outcome: 'success', patientId: clinic.john }),
    ]);
    await expect(rows('SELECT dose_value, dose_unit, prescriber, route FROM ehr.medication')).resolves.toEqual([
      { dose_value: '500', dose_unit: 'mg', prescriber: 'Dr. Sarah Smith', route: 'Oral' },
    ]);
  });

  it('says of a drug that the tables do not know that their silence says nothing, to the person too', async () => {
    const unknown = { ...amoxicillin, medication_name: 'Montelukast' };
    const { json } = await call('prescribe_medication', { ...unknown, dry_run: true });
    expect(json).toMatchObject({ status: 'dry_run', not_checked: expect.stringContaining('Montelukast is not in') });
    expect((await call('prescribe_medication', amoxicillin)).json).not.toHaveProperty('not_checked');
  });

  it.each(['Amoxicillin\n- Warfarin 5 mg', 'Amoxi\u2028cillin', 'Amoxi\u001bcillin'])(
    'takes no name that is more than one line: %j',
    async (name) => {
      const { json } = await call('prescribe_medication', { ...amoxicillin, medication_name: name });
      expect(json).toMatchObject({ code: 'request.invalid', message: expect.stringContaining('one line') });
      expect(await rows('SELECT FROM ehr.medication')).toEqual([]);
    },
  );

  it('refuses what the patient is allergic to by class, names every warning, and writes nothing', async () => {
    await call('add_allergy', { mrn: 'MRN001', allergen: 'Penicillin', reaction: 'Anaphylaxis', severity: 'severe' });
    const { isError, json } = await call('prescribe_medication', amoxicillin);
    expect(isError).toBe(true);
    expect(json).toMatchObject({
      code: 'ehr.medication.unsafe',
      message: expect.stringContaining('allergic to Penicillin'),
      conflicts: [{ kind: 'allergy_class', severity: 'severe', blocking: true }],
    });
    expect(await rows('SELECT FROM ehr.medication')).toEqual([]);
  });

  it('is written against a warning by whoever may, with the reason in the provenance', async () => {
    await call('add_allergy', { mrn: 'MRN001', allergen: 'Penicillin' });
    const asked = { ...amoxicillin, override_reason: 'Desensitised in hospital last week' };
    const first = await call('prescribe_medication', asked, 'doctor');
    expect(first.json).toMatchObject({ status: 'confirmation_required', warnings: [{ kind: 'allergy_class' }] });
    expect(await rows('SELECT FROM ehr.medication')).toEqual([]);
    const done = await call('prescribe_medication', { ...asked, confirm_token: first.json['confirm_token'] }, 'doctor');
    expect(done.json).toMatchObject({ status: 'success' });
    await expect(rows(`SELECT reason FROM ehr.provenance WHERE target = 'medication'`)).resolves.toEqual([
      { reason: 'Desensitised in hospital last week' },
    ]);
  });

  it.each(['app', 'cautious'])('is not written against a warning by %s, who lacks the scope', async (token) => {
    const asked = { ...amoxicillin, override_reason: 'Because I say so, really' };
    const { json } = await call('prescribe_medication', asked, token);
    expect(json).toMatchObject({ code: 'ehr.override.refused' });
    expect(await rows('SELECT FROM ehr.medication')).toEqual([]);
  });

  it('prescribes one drug once when two ask at the same moment', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => call('prescribe_medication', amoxicillin)));
    expect(answers.filter(({ isError }) => !isError)).toHaveLength(1);
  });

  it('warns of moderate things without standing in the way', async () => {
    await prescribed({ medication_name: 'Lisinopril' });
    const { json } = await call('prescribe_medication', { ...amoxicillin, medication_name: 'Ibuprofen' });
    expect(json).toMatchObject({ status: 'success', warnings: [{ kind: 'interaction', source: expect.any(String) }] });
  });

  it('shows a dry run without writing', async () => {
    const { json } = await call('prescribe_medication', { ...amoxicillin, dry_run: true }, 'doctor');
    expect(json).toMatchObject({ status: 'dry_run', medication: { name: 'Amoxicillin' } });
    expect(await rows('SELECT FROM ehr.medication')).toEqual([]);
    expect(await rows('SELECT FROM ehr.provenance')).toEqual([]);
  });

  it.each([
    ['no dose', { dosage: '' }, 'request.invalid'],
    ['many refills', { refills: 13 }, 'request.invalid'],
    ['a prescriber who does not exist', { prescriber_npi: '1' }, 'ehr.provider.not_found'],
    ['a patient who does not exist', { mrn: 'MRN999' }, 'ehr.patient.not_found'],
  ])('refuses %s', async (_case, wrong, code) => {
    const { json } = await call('prescribe_medication', { ...amoxicillin, ...wrong });
    expect(json).toMatchObject({ code });
  });

  it('is not for nurses, strangers and readers', async () => {
    const nurse = await call('prescribe_medication', amoxicillin, 'nurse');
    expect(nurse.json).toMatchObject({ code: 'access.role.refused' });
    const stranger = await call('prescribe_medication', amoxicillin, 'stranger');
    expect(stranger.json).toMatchObject({ code: 'access.patient.refused' });
    await expect(call('prescribe_medication', amoxicillin, 'reader')).resolves.toMatchObject({ status: 403 });
  });
});

describe('refill_medication and discontinue_medication (feature E12)', () => {
  it('take the refills that were allowed, and no more', async () => {
    const { medication_id: id } = await prescribed({ refills: 1 });
    const asked = { mrn: 'MRN001', medication_id: id };
    const { json } = await call('refill_medication', asked);
    expect(json).toMatchObject({ status: 'success', medication: { refills_remaining: 0, version: 2 } });
    const none = await call('refill_medication', asked);
    expect(none.json).toMatchObject({ code: 'ehr.medication.no_refills' });
  });

  it('say what stands against a refill by now, and nothing of the prescription itself', async () => {
    const { medication_id: id } = await prescribed({ medication_name: 'Ibuprofen', refills: 3 });
    const asked = { mrn: 'MRN001', medication_id: id };
    expect((await call('refill_medication', asked)).json).not.toHaveProperty('warnings');
    await rows(
      `INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, frequency)
       SELECT 'MEDW', id, 'Warfarin', '5 mg', 'daily' FROM ehr.patient WHERE mrn = 'MRN001'`,
    );
    await call('add_allergy', { mrn: 'MRN001', allergen: 'Ibuprofen', reaction: 'Hives' });
    const { json } = await call('refill_medication', asked);
    expect(json).toMatchObject({
      status: 'success',
      message: expect.stringMatching(/1 refills left\. WARNING: .*WARNING: /),
      medication: { refills_remaining: 1 },
      warnings: [
        { kind: 'allergy', blocking: true },
        { kind: 'interaction', blocking: true },
      ],
    });
  });

  it('take one refill when a lost answer is asked for again', async () => {
    const { medication_id: id } = await prescribed({ refills: 5 });
    const asked = { mrn: 'MRN001', medication_id: id, idempotency_key: 'refill-once' };
    await Promise.all([1, 2, 3].map(() => call('refill_medication', asked)));
    await expect(rows('SELECT refills_remaining FROM ehr.medication')).resolves.toEqual([{ refills_remaining: 4 }]);
  });

  it('end a prescription with its reason, and keep what was before', async () => {
    const { medication_id: id, version } = await prescribed();
    const asked = { mrn: 'MRN001', medication_id: id, reason: 'Rash', expected_version: version };
    const { json } = await call('discontinue_medication', asked);
    expect(json).toMatchObject({ status: 'success', medication: { status: 'discontinued', version: 2 } });
    await expect(
      rows(`SELECT reason, before ->> 'status' AS before FROM ehr.provenance WHERE activity = 'update'`),
    ).resolves.toEqual([{ reason: 'Rash', before: 'active' }]);
  });

  it.each([
    ['refill_medication', {}],
    ['discontinue_medication', { reason: 'Rash' }],
  ])('%s refuses what is stale, over, unknown or of another patient', async (name, rest) => {
    const { medication_id: id } = await prescribed({ refills: 3 });
    const asked = { mrn: 'MRN001', medication_id: id, ...rest };
    const codes = [
      await call(name, { ...asked, expected_version: 9 }),
      await call(name, { ...asked, mrn: 'MRN002' }),
      await call(name, { ...asked, medication_id: 'MED000000' }),
    ].map(({ json }) => json['code']);
    expect(codes).toEqual(['ehr.record.changed', 'ehr.medication.not_found', 'ehr.medication.not_found']);
    await call('discontinue_medication', { ...asked, reason: 'Rash' });
    const over = await call(name, asked);
    expect(over.json).toMatchObject({ code: 'ehr.medication.inactive' });
  });
});

describe('add_allergy (feature E12)', () => {
  it('records an allergy, and names the prescriptions that it speaks against', async () => {
    await prescribed();
    const { json } = await call('add_allergy', { mrn: 'MRN001', allergen: 'Penicillin', severity: 'severe' }, 'nurse');
    expect(json).toEqual({
      status: 'success',
      message: 'Allergy to Penicillin recorded',
      allergy: {
        allergen: 'Penicillin',
        reaction: null,
        severity: 'severe',
        allergy_id: expect.any(String),
        onset_date: null,
        code: null,
        status: 'active',
        version: 1,
      },
      warnings: [expect.objectContaining({ kind: 'allergy_class' })],
    });
  });

  it.each([
    { allergen: 'NKDA' },
    { allergen: 'No known drug allergies' },
    { allergen: 'None' },
    { allergen: 'Nothing', code_system: 'snomed', code: '716186003' },
  ])('records no allergy that nobody has: %j', async (said) => {
    const { json } = await call('add_allergy', { mrn: 'MRN001', ...said });
    expect(json).toMatchObject({ code: 'request.invalid', message: expect.stringContaining('Record nothing') });
    expect(await clinic.database.query('SELECT 1 FROM ehr.allergy')).toEqual([]);
  });

  it('refuses what is recorded already, a code without its system, and a reader', async () => {
    const asked = { mrn: 'MRN001', allergen: 'Eggs' };
    await call('add_allergy', asked);
    const again = await call('add_allergy', { ...asked, allergen: 'EGGS' });
    expect(again.json).toMatchObject({ code: 'ehr.allergy.exists' });
    const coded = await call('add_allergy', { ...asked, allergen: 'Milk', code: '1' });
    expect(coded.json).toMatchObject({ code: 'request.invalid' });
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const toCome = await call('add_allergy', { ...asked, allergen: 'Soy', onset_date: tomorrow });
    expect(toCome.json).toMatchObject({ message: expect.stringContaining('onset_date: must not lie in the future') });
    await expect(call('add_allergy', asked, 'reader')).resolves.toMatchObject({ status: 403 });
  });
});
