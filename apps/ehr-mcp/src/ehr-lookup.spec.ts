import { givenCaller, givenRelation } from '@caregate/testing';
import { dayIn } from './shape/day-in.js';
import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

let clinic: GivenClinic;

beforeAll(async () => {
  clinic = await givenClinic();
  const { database, door, john } = clinic;
  await database.query(`INSERT INTO ehr.allergy (patient_id, allergen, reaction) VALUES ($1, 'Eggs', 'Hives')`, [john]);
  await database.query(
    `INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, frequency)
     SELECT 'MED' || n, $1, 'Drug ' || n, '1 mg', 'daily' FROM generate_series(1, 35) n`,
    [john],
  );
  const limited = givenCaller({ subject: 'doctor-9', scopes: ['read:patients', 'read:allergies'] });
  door.admit('limited', limited, [givenRelation('doctor-9', john)]);
});
afterAll(() => clinic.end());

const call = (name: string, input: Record<string, unknown>, token = 'doctor') => clinic.door.call(token, name, input);

describe('search and fetch', () => {
  it('have the shape that hosts ask for which know no other tools', async () => {
    const { json } = await call('search', { query: 'john' });
    const result = { id: 'patient/MRN001', title: 'John Doe, born 1985-06-15 (MRN001)', url: 'ehr://patients/MRN001' };
    expect(json).toEqual({ results: [result] });
    const fetched = await call('fetch', { id: 'patient/MRN001' });
    expect(fetched.json).toEqual({
      id: 'patient/MRN001',
      title: 'John Doe',
      text: expect.stringContaining('- Eggs, Hives'),
      url: 'ehr://patients/MRN001',
      metadata: { mrn: 'MRN001', not_shown: '' },
    });
  });

  it('say what does not fit instead of cutting it silently', async () => {
    const { json } = await call('fetch', { id: 'patient/MRN001' });
    expect(json['text']).toMatch(/- and more than these 30/);
  });

  it('tell of many visits those to come next', async () => {
    const { database, john, provider } = clinic;
    await database.query(
      `INSERT INTO ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type, department)
       SELECT 'APT' || n, $1, $2, now() + n * interval '2 days', now() + n * interval '2 days 30 minutes', 'Visit', 'Dialysis'
       FROM generate_series(1, 60) n`,
      [john, provider],
    );
    const { json } = await call('fetch', { id: 'patient/MRN001' });
    const soonest = dayIn('America/New_York', new Date(Date.now() + 2 * 86_400_000));
    expect(json['text']).toContain(`Appointments from today on:\n- ${soonest} `);
    await database.query(`DELETE FROM ehr.appointment WHERE department = 'Dialysis'`);
  });

  it('begin no entry of the page for a line break that is in one', async () => {
    const { database, john } = clinic;
    await database.query(
      `INSERT INTO ehr.allergy (patient_id, allergen) VALUES ($1, E'Dust\n\nTaken:\r\n- Warfarin')`,
      [john],
    );
    const { json } = await call('fetch', { id: 'patient/MRN001' });
    expect(json['text']).toContain('- Dust Taken: - Warfarin\n');
    expect(json['text']).not.toContain('\n- Warfarin');
  });

  it('tell what is critical before what is normal, of which test it is, and visits to come by their order', async () => {
    const { database, john, provider } = clinic;
    await database.query(
      `WITH o AS (INSERT INTO ehr.lab_order (order_id, patient_id, test_name, ordered_at, resulted_at, status)
         VALUES ('LABOLD', $1, 'Urinalysis', '2020-01-01', '2020-01-01', 'final'),
           ('LABNEW', $1, 'Electrolytes', '2019-01-01', '2019-01-01', 'final') RETURNING id, order_id)
       INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, value_number, value_text, unit, flag, effective_at)
       SELECT id, $1, CASE order_id WHEN 'LABOLD' THEN 'Glucose' ELSE 'Potassium' END,
         CASE order_id WHEN 'LABNEW' THEN 6.9 END, CASE order_id WHEN 'LABOLD' THEN 'Negative' END, 'mmol/L',
         CASE order_id WHEN 'LABOLD' THEN 'N' ELSE 'HH' END, now() FROM o`,
      [john],
    );
    await database.query(
      `INSERT INTO ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type)
       SELECT 'APT' || days, $1, $2, at, at + interval '30 minutes', 'In ' || days
       FROM (SELECT days, now() + days * interval '1 day' AS at FROM unnest(ARRAY[-3, 9, 4]) days) visit`,
      [john, provider],
    );
    const { json } = await call('fetch', { id: 'patient/MRN001' });
    const text = String(json['text']);
    expect(text).toMatch(/- Electrolytes: Potassium 6.9 mmol\/L, HH.*\n[^]*- Urinalysis: Glucose Negative/);
    expect(text).toMatch(/In 4\n.*In 9/);
    expect(text).not.toContain('In -3');
  });

  it('are no way around the scopes of the other tools', async () => {
    const { json } = await call('fetch', { id: 'patient/MRN001' }, 'limited');
    expect(json['text']).toContain('Eggs');
    expect(json['text']).not.toMatch(/Drug 1|medications/);
    expect(json['metadata']).toEqual({ mrn: 'MRN001', not_shown: 'medications, labs, vital signs, appointments' });
  });

  it('show and find nobody to whom the caller is not related', async () => {
    await expect(call('search', { query: 'mary' })).resolves.toMatchObject({ json: { results: [] } });
    await expect(call('fetch', { id: 'patient/MRN002' })).resolves.toMatchObject({
      json: { code: 'access.patient.refused' },
    });
    await expect(call('fetch', { id: 'patient/MRN999' }, 'app')).resolves.toMatchObject({
      json: { code: 'ehr.record.not_found' },
    });
    await expect(call('fetch', { id: 'MRN001' })).resolves.toMatchObject({ json: { code: 'request.invalid' } });
  });
});
