import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

let clinic: GivenClinic;

beforeAll(async () => {
  clinic = await givenClinic();
  const { database, john, provider } = clinic;
  await database.query(
    `INSERT INTO ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type,
       department, location, status, reason) VALUES
       ('APT000001', $1, $2, '2026-03-02T14:00Z', '2026-03-02T14:30Z', 'Office Visit', 'Primary Care', 'Main Clinic', 'completed', 'Cough'),
       ('APT000002', $1, $2, '2026-07-01T13:30Z', '2026-07-01T14:30Z', 'Office Visit', 'Primary Care', 'Main Clinic', 'scheduled', NULL)`,
    [john, provider],
  );
  await database.query(
    `INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, frequency, route, prescribed_date, prescriber, status, refills_remaining, rxnorm_code) VALUES
       ('MED000001', $1, 'Lisinopril', '10 mg', 'Once daily', 'Oral', '2026-01-05', 'Dr. Sarah Smith', 'active', 3, '314076'),
       ('MED000002', $1, 'Amoxicillin', '500 mg', 'Three times daily', 'Oral', '2025-02-01', NULL, 'completed', 0, NULL)`,
    [john],
  );
  await database.query(
    `INSERT INTO ehr.allergy (patient_id, allergen, reaction, severity, onset_date, status, code) VALUES
       ($1, 'Eggs', 'Hives', 'mild', '2010-01-01', 'active', '102263004'), ($1, 'Latex', NULL, NULL, NULL, 'resolved', NULL)`,
    [john],
  );
  await addLab('LAB000001', '2026-01-05', { value: 5.1 });
  await addLab('LAB000002', '2026-05-05', { value: 6.3 });
});

afterAll(() => clinic.end());

async function addLab(orderId: string, date: string, { value }: { readonly value: number }): Promise<void> {
  const { database, john } = clinic;
  const [order] = await database.query(
    `INSERT INTO ehr.lab_order (order_id, patient_id, test_name, loinc_code, ordered_at, resulted_at, status)
     VALUES ($1, $2, 'Basic Metabolic Panel', '51990-0', $3::timestamptz, $3::timestamptz, 'final') RETURNING id`,
    [orderId, john, `${date}T10:00Z`],
  );
  await database.query(
    `INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, loinc_code, value_number, unit, effective_at)
     VALUES ($1, $2, 'Potassium', '2823-3', $3, 'mmol/L', $4), ($1, $2, 'Creatinine', '2160-0', 88, 'umol/L', $4)`,
    [order?.['id'], john, value, `${date}T10:00Z`],
  );
}

const call = (name: string, input: Record<string, unknown>, token = 'doctor') => clinic.door.call(token, name, input);

describe('the reading tools answer with the shapes of the older server (feature E05)', () => {
  it('get_appointments, newest first, on the clock of the clinic', async () => {
    const { json } = await call('get_appointments', { mrn: 'MRN001' });
    const scheduled = {
      appointment_id: 'APT000002',
      date: '2026-07-01',
      time: '09:30',
      type: 'Office Visit',
      provider: 'Dr. Sarah Smith',
      department: 'Primary Care',
      location: 'Main Clinic',
      status: 'scheduled',
      reason: null,
      duration_minutes: 60,
      provider_npi: '1234567893',
      version: 1,
    };
    const completed = { appointment_id: 'APT000001', date: '2026-03-02', time: '09:00', status: 'completed' };
    expect(json).toEqual({
      status: 'success',
      mrn: 'MRN001',
      appointments: [scheduled, expect.objectContaining(completed)],
    });
  });

  it('search_providers and get_provider', async () => {
    const provider = {
      npi: '1234567893',
      name: 'Dr. Sarah Smith',
      specialty: 'Internal Medicine',
      department: 'Primary Care',
      phone: '555-0100',
      email: null,
      accepting_new_patients: true,
    };
    const found = { status: 'success', count: 1, providers: [provider] };
    for (const term of [
      'smith',
      'Dr. Smith',
      'Smith, S\u00e1rah',
      'Doctor smith internal',
      'PRIMARY care',
      '1234567893',
    ])
      expect((await call('search_providers', { search_term: term })).json).toEqual(found);
    for (const term of ['%', '\uff05', ', ;', ',.', 'Smith surgery', 'Sarah Jones'])
      expect((await call('search_providers', { search_term: term })).json).toMatchObject({
        status: 'not_found',
        count: 0,
        providers: [],
      });
    const { json } = await call('get_provider', { npi: '1234567893' });
    expect(json).toEqual({ status: 'success', provider });
  });

  it('get_medications, the active ones', async () => {
    const { json } = await call('get_medications', { mrn: 'MRN001' });
    const medication = {
      medication_id: 'MED000001',
      name: 'Lisinopril',
      dosage: '10 mg',
      frequency: 'Once daily',
      route: 'Oral',
      prescribed_date: '2026-01-05',
      prescriber: 'Dr. Sarah Smith',
      refills_remaining: 3,
      status: 'active',
      rxnorm_code: '314076',
      version: 1,
    };
    expect(json).toEqual({ status: 'success', mrn: 'MRN001', medications: [medication] });
  });

  it('get_allergies, the active ones', async () => {
    const { json } = await call('get_allergies', { mrn: 'MRN001' });
    const eggs = {
      allergen: 'Eggs',
      reaction: 'Hives',
      severity: 'mild',
      allergy_id: expect.any(String),
      onset_date: '2010-01-01',
      code: '102263004',
      status: 'active',
      version: 1,
    };
    expect(json).toEqual({ status: 'success', mrn: 'MRN001', allergies: [eggs] });
  });

  it('get_lab_results, with flags and ranges that the laboratory left open', async () => {
    const { json } = await call('get_lab_results', { mrn: 'MRN001' });
    const potassium = {
      component: 'Potassium',
      value: 6.3,
      unit: 'mmol/L',
      reference: '3.5-5.1',
      flag: 'HH',
      loinc: '2823-3',
    };
    const creatinine = { component: 'Creatinine', value: 88, unit: 'umol/L', reference: '65-119', flag: 'N' };
    expect(json).toMatchObject({
      status: 'success',
      mrn: 'MRN001',
      lab_results: [
        {
          order_id: 'LAB000002',
          test_name: 'Basic Metabolic Panel',
          ordered_date: '2026-05-05T10:00:00Z',
          resulted_date: '2026-05-05T10:00:00Z',
          status: 'final',
          results: [potassium, creatinine],
        },
        { order_id: 'LAB000001', results: [{ value: 5.1, flag: 'N' }, {}] },
      ],
    });
  });
});

describe('answers are as small as was asked for', () => {
  it.each([
    ['get_appointments', { fields: ['date'] }, { appointments: [{ date: '2026-07-01' }, { date: '2026-03-02' }] }],
    ['get_appointments', { status: 'scheduled', fields: ['time'] }, { appointments: [{ time: '09:30' }] }],
    ['get_appointments', { to: '2026-03-02', fields: ['date'] }, { appointments: [{ date: '2026-03-02' }] }],
    [
      'get_medications',
      { status: 'all', to: '2025-12-31', fields: ['name'] },
      { medications: [{ name: 'Amoxicillin' }] },
    ],
    ['get_allergies', { status: 'resolved', fields: ['allergen'] }, { allergies: [{ allergen: 'Latex' }] }],
    ['get_lab_results', { from: '2026-05-01', fields: ['order_id'] }, { lab_results: [{ order_id: 'LAB000002' }] }],
  ])('%s with %j', async (name, narrowed, expected) => {
    const { json } = await call(name, { mrn: 'MRN001', ...narrowed });
    expect(json).toEqual({ status: 'success', mrn: 'MRN001', ...expected });
  });

  it('one quantity by its code', async () => {
    const { json } = await call('get_lab_results', { mrn: 'MRN001', code: '2823-3', fields: ['results'] });
    expect(json).toMatchObject({ lab_results: [{ results: [{ value: 6.3 }] }, { results: [{ value: 5.1 }] }] });
  });

  it('the newest of each quantity', async () => {
    const { json } = await call('get_lab_results', { mrn: 'MRN001', latest: true });
    expect(json).toMatchObject({ lab_results: [{ order_id: 'LAB000002', results: [{ value: 6.3 }, { value: 88 }] }] });
  });

  it('a series as its trend', async () => {
    const { json } = await call('get_lab_results', { mrn: 'MRN001', code: '2823-3', trend: true });
    expect(json).toMatchObject({
      lab_results: [],
      trend: {
        component: 'Potassium',
        unit: 'mmol/L',
        count: 2,
        first_value: 5.1,
        last_value: 6.3,
        direction: 'rising',
      },
    });
  });

  it('says when a trend needs a code, and when there is none', async () => {
    await expect(call('get_lab_results', { mrn: 'MRN001', trend: true })).resolves.toMatchObject({ isError: true });
    await expect(call('get_lab_results', { mrn: 'MRN001', trend: true, code: '2345-7' })).resolves.toMatchObject({
      json: { lab_results: [], message: expect.stringContaining('fewer than two') },
    });
  });

  it.each([
    ['get_appointments', 'appointments', 'appointment_id', { fields: ['appointment_id'] }],
    ['get_medications', 'medications', 'medication_id', { status: 'all' }],
    ['get_allergies', 'allergies', 'allergen', { status: 'all' }],
    ['get_lab_results', 'lab_results', 'order_id', {}],
  ])('%s says that there is more, and answers the rest once', async (name, list, key, input) => {
    const first = await call(name, { mrn: 'MRN001', limit: 1, ...input });
    expect(first.json).toMatchObject({ next_cursor: expect.any(String), message: expect.stringContaining('more') });
    const second = await call(name, { mrn: 'MRN001', limit: 1, cursor: first.json['next_cursor'], ...input });
    expect(second.json).not.toHaveProperty('next_cursor');
    const keys = [first, second].flatMap(({ json }) =>
      (json[list] as Record<string, unknown>[]).map((row) => row[key]),
    );
    expect(new Set(keys).size).toBe(2);
  });

  const refused = { code: 'ehr.cursor.invalid' };
  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each(['x', packed(['x', crypto.randomUUID()]), packed({}), packed(['2026-02-30', crypto.randomUUID(), ''])])(
    'refuses a cursor that is none: %s',
    async (cursor) => {
      expect((await call('get_appointments', { mrn: 'MRN001', cursor })).json).toMatchObject(refused);
    },
  );

  it('refuses the cursor of another list or patient, which would end this one too early', async () => {
    const { json } = await call('get_lab_results', { mrn: 'MRN001', limit: 1 });
    const cursor = json['next_cursor'];
    expect((await call('get_allergies', { mrn: 'MRN001', cursor })).json).toMatchObject(refused);
    expect((await clinic.door.call('app', 'get_lab_results', { mrn: 'MRN002', cursor })).json).toMatchObject(refused);
    expect((await clinic.door.call('app', 'get_lab_results', { mrn: 'MRN001', cursor })).isError).toBe(false);
    const [at, id, mark] = JSON.parse(Buffer.from(String(cursor), 'base64url').toString());
    for (const wrong of [`${at} `, '2026-02-30', '0000-01-01', 'infinity', '2026-01-01 25:00:00+00', at.slice(0, 13)])
      expect((await call('get_lab_results', { mrn: 'MRN001', cursor: packed([wrong, id, mark]) })).json).toMatchObject(
        refused,
      );
  });
});

describe('the reading tools refuse', () => {
  const tools = ['get_appointments', 'get_medications', 'get_allergies', 'get_lab_results'];

  it.each(tools)('%s of a patient who is not related', async (name) => {
    clinic.door.trail.entries.splice(0);
    const { isError, json } = await call(name, { mrn: 'MRN002' });
    expect([isError, json['code'], json['tool']]).toEqual([true, 'access.patient.refused', name]);
    expect(clinic.door.trail.entries).toEqual([expect.objectContaining({ outcome: 'refused' })]);
  });

  it.each(tools)('%s of nobody, in the words of the older server', async (name) => {
    const { json } = await call(name, { mrn: 'MRN999' }, 'app');
    expect(json).toMatchObject({ code: 'ehr.patient.not_found', message: 'Patient with MRN MRN999 not found' });
  });

  it('get_provider of nobody', async () => {
    const { json } = await call('get_provider', { npi: '1' });
    expect(json).toMatchObject({ code: 'ehr.provider.not_found', message: 'Provider with NPI 1 not found' });
  });

  it.each(['get_appointments', 'get_medications', 'get_lab_results', 'get_vital_signs'])(
    'of a period that ends before it begins are refused by %s: nothing in it would look like nothing at all',
    async (name) => {
      const { json } = await call(name, { mrn: 'MRN001', from: '2026-05-02', to: '2026-05-01' });
      expect(json).toMatchObject({ code: 'request.invalid', message: expect.stringContaining('must not lie before') });
    },
  );
});

it('search_patients says that more have the name than it lists, and finds one of them by the date of birth', async () => {
  await clinic.database.query(
    `INSERT INTO ehr.patient (mrn, first_name, last_name, birth_date)
     SELECT 'ZZ' || n, 'Zoe', 'Zimmer', '1990-01-01'::date + n FROM generate_series(1, 12) n`,
  );
  const many = await call('search_patients', { search_term: 'Zoe Zimmer' }, 'app');
  expect(many.json).toMatchObject({ count: 10, message: expect.stringContaining('More than 10') });
  const one = await call('search_patients', { search_term: 'zimmer', dob: '1990-01-13' }, 'app');
  expect(one.json).toMatchObject({ count: 1, patients: [{ mrn: 'ZZ12' }] });
  expect(one.json).not.toHaveProperty('message');
  const none = await call('search_patients', { search_term: 'zimmer', dob: '1990-01-13' }, 'doctor');
  expect(none.json).toMatchObject({ status: 'not_found' });
  await clinic.database.query(`DELETE FROM ehr.patient WHERE mrn LIKE 'ZZ%'`);
});

describe('create_patient', () => {
  const grace = { first_name: 'Grace', last_name: 'Hopper', dob: '1976-12-09', gender: 'Female' };
  const count = () => clinic.database.query('SELECT count(*) FROM ehr.patient');

  it('registers somebody under a new MRN, says who did it, and is on the trail', async () => {
    clinic.door.trail.entries.splice(0);
    const { json } = await call('create_patient', grace);
    const mrn = expect.stringMatching(/^MRN[0-9A-F]{6}$/);
    expect(json).toEqual({
      status: 'success',
      message: expect.stringContaining('Grace Hopper'),
      patient: { mrn, first_name: 'Grace', last_name: 'Hopper', dob: '1976-12-09' },
    });
    expect(clinic.door.trail.entries).toEqual([
      expect.objectContaining({ event: 'patient.created', outcome: 'success' }),
    ]);
    await expect(
      clinic.database.query(`SELECT activity, actor_subject, tool FROM ehr.provenance WHERE target = 'patient'`),
    ).resolves.toEqual([{ activity: 'create', actor_subject: 'doctor-1', tool: 'create_patient' }]);
  });

  it('refuses to register somebody twice, also at once, unless it is another person', async () => {
    const before = Number((await count())[0]?.['count']);
    const again = await call('create_patient', { ...grace, first_name: ' gra\u0302ce', last_name: 'HOPPER' });
    expect(again.json).toMatchObject({ status: 'error', code: 'ehr.patient.exists' });
    expect((await call('create_patient', { ...grace, dob: '1976-12-10' })).json).toMatchObject({ status: 'success' });
    expect((await call('create_patient', { ...grace, another_person: true })).json).toMatchObject({
      status: 'success',
    });
    const twin = { ...grace, first_name: 'Edith' };
    const answers = await Promise.all(Array.from({ length: 4 }, () => call('create_patient', twin)));
    expect(answers.filter(({ json }) => json['status'] === 'success')).toHaveLength(1);
    expect(Number((await count())[0]?.['count'])).toBe(before + 3);
  });

  it('registers for a machine as the older server did, and says who was registered before', async () => {
    const twin = { ...grace, first_name: 'Ada' };
    const first = await call('create_patient', twin, 'app');
    expect(first.json).not.toHaveProperty('warnings');
    const { mrn } = first.json['patient'] as { mrn: string };
    expect((await call('create_patient', twin, 'app')).json).toMatchObject({
      status: 'success',
      warnings: [expect.stringContaining(mrn)],
    });
  });

  it('tells the number of who is registered to whoever may open the record, and to nobody else', async () => {
    const john = { first_name: 'John', last_name: 'Doe', dob: '1985-06-15' };
    const told = await call('create_patient', john);
    expect(told.json['message']).toContain('MRN001');
    const { json } = await call('create_patient', john, 'stranger');
    expect(json).toMatchObject({ code: 'ehr.patient.exists' });
    expect(json['message']).not.toContain('MRN001');
  });

  it('changes nothing in a dry run, which the trail does not call a registration', async () => {
    const before = await count();
    clinic.door.trail.entries.splice(0);
    const { json } = await call('create_patient', { ...grace, first_name: 'Ida', dry_run: true });
    expect(json).toMatchObject({ status: 'dry_run' });
    expect(await count()).toEqual(before);
    expect(clinic.door.trail.entries).toEqual([expect.objectContaining({ event: 'write.previewed' })]);
  });

  it('registers once when it is repeated, and answers the same', async () => {
    const before = Number((await count())[0]?.['count']);
    const asked = { ...grace, first_name: 'Mina', idempotency_key: 'register-mina' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('create_patient', asked)));
    expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    expect(Number((await count())[0]?.['count'])).toBe(before + 1);
    const other = await call('create_patient', { ...asked, first_name: 'Ada' });
    expect(other.json).toMatchObject({ code: 'mcp.idempotency.mismatch' });
  });

  it.each([
    ['a day that is none', { dob: '1990-02-30' }],
    ['the year 0', { dob: '0000-01-01' }],
    ['a name that no column can hold', { first_name: 'A\u0000da' }],
    ['a birth in the future', { dob: '2999-01-01' }],
    ['no name', { first_name: ' ' }],
    ['an unknown gender', { gender: 'x' }],
  ])('refuses %s', async (_case, wrong) => {
    const { json } = await call('create_patient', { ...grace, ...wrong });
    expect(json).toMatchObject({ code: 'request.invalid' });
  });

  it('is not for readers', async () => {
    await expect(call('create_patient', grace, 'reader')).resolves.toMatchObject({ status: 403 });
  });
});
