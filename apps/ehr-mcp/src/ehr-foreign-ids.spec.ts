import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

/** Other records name their rows by UUIDs and in small letters; an import keeps their names. */
describe('what another record named', () => {
  let clinic: GivenClinic;
  const long = '0198f3a1-7c44-7b21-9d1e-5f8a3b6c2d10';

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());
  beforeEach(async () => {
    const { database, john, provider } = clinic;
    await database.emptyCharts();
    for (const id of [long, 'rx-elsewhere'])
      await database.query(
        `INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, frequency, refills_remaining)
         VALUES ($1, $2, 'Lisinopril', '10 mg', 'daily', 5)`,
        [id, john],
      );
    await database.query(`INSERT INTO ehr.lab_order (order_id, patient_id, test_name) VALUES ($1, $2, 'CBC')`, [
      long,
      john,
    ]);
    await database.query(
      `INSERT INTO ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type)
       VALUES ($1, $2, $3, now() + interval '1 day', now() + interval '25 hours', 'Office Visit')`,
      [long, john, provider],
    );
  });

  const call = async (name: string, input: object) =>
    (await clinic.door.call('app', name, { mrn: 'MRN001', ...input })).json;

  it.each([
    ['refill_medication', { medication_id: long }],
    ['refill_medication', { medication_id: 'rx-elsewhere' }],
    ['refill_medication', { medication_id: 'RX-ELSEWHERE' }],
    ['discontinue_medication', { medication_id: long, reason: 'Over' }],
    ['withdraw_medication', { medication_id: long, reason: 'Wrong patient' }],
    ['cancel_appointment', { appointment_id: long }],
    ['record_lab_results', { order_id: long, results: [{ component: 'Potassium', value: 4, unit: 'mmol/L' }] }],
    ['withdraw_lab_order', { order_id: long, reason: 'Wrong patient' }],
  ])('can be changed by %s: %j', async (name, input) => {
    expect(await call(name, input)).toMatchObject({ status: 'success' });
  });
});
