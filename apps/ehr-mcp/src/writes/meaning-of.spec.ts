import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';

describe('one key for one write', () => {
  let clinic: GivenClinic;
  const at = '2026-03-02T14:30:05Z';
  const key = { idempotency_key: 'one-key-for-all' };

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());
  beforeEach(async () => {
    const { database, john } = clinic;
    await database.emptyCharts();
    await database.query(
      `INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, frequency, refills_remaining)
       VALUES ('MED1', $1, 'Lisinopril', '10 mg', 'daily', 5)`,
      [john],
    );
    await database.query(`INSERT INTO ehr.allergy (patient_id, allergen) VALUES ($1, 'Latex')`, [john]);
    await database.query(`INSERT INTO ehr.lab_order (order_id, patient_id, test_name) VALUES ('LAB1', $1, 'CBC')`, [
      john,
    ]);
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, recorded_by) VALUES ($1, $2, 60, 'nurse-9')`,
      [john, at],
    );
  });

  const call = async (name: string, input: object) => (await clinic.door.call('app', name, { ...input, ...key })).json;
  const refill = { mrn: 'MRN001', medication_id: 'MED1' };
  const rate = { mrn: 'MRN001', heart_rate: 70, corrects: at, correction_reason: 'Typed wrongly' };
  const ended = { mrn: 'MRN001', allergen: 'Latex', status: 'resolved', reason: 'Tested negative' };
  const result = { component: 'Potassium', value: 4.1, unit: 'mmol/L' };

  it.each([
    ['the number of the patient', 'refill_medication', refill, { ...refill, mrn: ' mrn001 ' }],
    ['an identifier', 'refill_medication', refill, { ...refill, medication_id: 'med1 ' }],
    ['a moment', 'record_vital_signs', rate, { ...rate, corrects: '2026-03-02T14:30:05.000Z' }],
    ['what is looked up by name', 'end_allergy', ended, { ...ended, allergen: 'LATEX' }],
    [
      'entries whose parts stand in another order',
      'record_lab_results',
      { mrn: 'MRN001', order_id: 'LAB1', results: [result] },
      { results: [{ unit: 'mmol/L', value: 4.1, component: 'Potassium' }], order_id: 'lab1', mrn: 'MRN001' },
    ],
  ])('is the same however it is typed: %s', async (_case, name, first, again) => {
    const done = await call(name, first);
    expect(done).toMatchObject({ status: 'success' });
    expect(await call(name, again)).toEqual(done);
    expect(await clinic.database.query('SELECT FROM ehr.provenance')).toHaveLength(1);
  });

  it.each([
    ['another patient', 'refill_medication', refill, { ...refill, mrn: 'MRN002' }],
    ['another moment', 'record_vital_signs', rate, { ...rate, corrects: '2026-03-02T14:30:06Z' }],
    ['another value', 'record_vital_signs', rate, { ...rate, heart_rate: 71 }],
  ])('is not that of %s', async (_case, name, first, other) => {
    expect(await call(name, first)).toMatchObject({ status: 'success' });
    expect(await call(name, other)).toMatchObject({ code: 'mcp.idempotency.mismatch' });
  });

  it('is confirmed however it is typed', async () => {
    const asked = { ...ended, idempotency_key: undefined };
    const ask = async (input: Readonly<Record<string, unknown>>) =>
      (await clinic.door.call('doctor', 'end_allergy', input)).json;
    const { confirm_token: token } = await ask(asked);
    expect(await ask({ ...asked, mrn: 'mrn001', confirm_token: token })).toMatchObject({ status: 'success' });
  });
});
