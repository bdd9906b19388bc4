import { givenCaller, givenRelation } from '@caregate/testing';
import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

type Answer = Record<string, unknown>;

let clinic: GivenClinic;
const at = '2026-03-02T14:30:05Z';
const reason = 'Recorded for the wrong patient';

beforeAll(async () => {
  clinic = await givenClinic();
  const { door, john } = clinic;
  const own = givenCaller({ subject: 'john', role: 'patient', scopes: ['read:own_records'] });
  door.admit('patient', own, [givenRelation('john', john, 'self')]);
  const scopes = ['read:labs', 'read:vitals', 'read:medications', 'read:allergies', 'read:appointments'] as const;
  door.admit('parent', givenCaller({ subject: 'parent', role: 'patient', scopes }), [
    givenRelation('parent', john, 'family'),
  ]);
  door.admit('colleague', givenCaller({ subject: 'doctor-9', scopes }), [givenRelation('doctor-9', john, 'self')]);
});
afterAll(() => clinic.end());
beforeEach(async () => {
  const { database, john } = clinic;
  await database.emptyCharts();
  await database.query(
    `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, recorded_by)
     VALUES ($1, '2026-03-02T14:30:05Z', 190, 'nurse-9'), ($1, '2026-03-01T12:00Z', 60, 'nurse-9'),
       ($1, '2026-02-01T12:00Z', 62, 'nurse-9')`,
    [john],
  );
  await database.query(
    `INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, frequency, status, prescribed_date)
     VALUES ('MED1', $1, 'Warfarin', '5 mg', 'daily', 'active', '2026-03-02'),
       ('MED2', $1, 'Lisinopril', '10 mg', 'daily', 'discontinued', '2026-03-01')`,
    [john],
  );
  await database.query(
    `INSERT INTO ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type, status)
     VALUES ('APT1', $1, $2, '2026-03-02T15:00Z', '2026-03-02T15:30Z', 'Office Visit', 'completed'),
       ('APT2', $1, $2, '2026-03-01T15:00Z', '2026-03-01T15:30Z', 'Office Visit', 'cancelled')`,
    [john, clinic.provider],
  );
  await database.query(`INSERT INTO ehr.allergy (patient_id, allergen) VALUES ($1, 'Penicillin')`, [john]);
  await givenLab('LAB1', 6.9, '2026-03-02T12:00Z');
  await givenLab('LAB2', 4.1, '2026-03-01T12:00Z');
  await givenLab('LAB3', 4, '2026-02-01T12:00Z');
});

async function givenLab(orderId: string, potassium: number, when: string): Promise<void> {
  await clinic.database.query(
    `WITH o AS (INSERT INTO ehr.lab_order (order_id, patient_id, test_name, ordered_at, resulted_at, status)
       VALUES ($1, $2, 'Potassium', $4, $4, 'final') RETURNING id)
     INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, loinc_code, value_number, unit, effective_at)
     SELECT id, $2, 'Potassium', '2823-3', $3, 'mmol/L', $4 FROM o`,
    [orderId, clinic.john, potassium, when],
  );
}

const call = async (name: string, input: object, token = 'app'): Promise<Answer> =>
  (await clinic.door.call(token, name, { mrn: 'MRN001', ...input })).json;

const families = [
  [
    'withdraw_appointment',
    { appointment_id: 'apt1' },
    'get_appointments',
    { status: 'entered_in_error' },
    'appointments',
  ],
  ['withdraw_vital_signs', { recorded_date: at }, 'get_vital_signs', { entered_in_error: true }, 'vital_signs'],
  ['withdraw_lab_order', { order_id: 'lab1' }, 'get_lab_results', { status: 'entered_in_error' }, 'lab_results'],
  ['withdraw_medication', { medication_id: 'med1' }, 'get_medications', { status: 'entered_in_error' }, 'medications'],
  ['withdraw_allergy', { allergen: 'penicillin' }, 'get_allergies', { status: 'entered_in_error' }, 'allergies'],
] as const;

describe.each(families)('%s', (tool, named, reader, explicit, list) => {
  const withdraw = (input: object = {}, token = 'app') => call(tool, { ...named, reason, ...input }, token);
  const ordinary = async (): Promise<unknown[]> => (await call(reader, {}))[list] as unknown[];
  const withdrawn = async () => (await call(reader, explicit))[list] as unknown[];

  it('leaves the entry out of what is read, and shows it to who asks for what was entered in error', async () => {
    const before = await ordinary();
    expect(await withdrawn()).toEqual([]);
    expect(await withdraw()).toMatchObject({ status: 'success' });
    expect(await ordinary()).toEqual(before.slice(1));
    const [shown, ...others] = await withdrawn();
    expect(others).toEqual([]);
    const status = list === 'vital_signs' ? {} : { status: 'entered_in_error' };
    expect(shown).toEqual({ ...(before[0] as object), version: 2, ...status });
  });

  it('keeps who said so, why, and what the entry said before', async () => {
    await withdraw();
    const rows = await clinic.database.query(
      `SELECT activity, actor_subject, tool, reason, before->'version' AS version FROM ehr.provenance`,
    );
    expect(rows).toEqual([{ activity: 'nullify', actor_subject: 'app-1', tool, reason, version: 1 }]);
  });

  it.each(['patient', 'parent', 'colleague'])(
    'is told to %s when and in which role, and not what it said',
    async (who) => {
      await withdraw({ reason: 'It was of Mary Johnson' });
      const seen = await call(reader, explicit, who);
      expect(seen).toEqual({
        status: 'success',
        mrn: 'MRN001',
        [list]: [],
        withdrawn: [{ withdrawn_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/), withdrawn_by: 'doctor' }],
        message: expect.stringContaining('may be of another person'),
      });
      expect(JSON.stringify(await call(reader, { ...explicit, from: '2031-01-01' }, who))).toContain(
        reader === 'get_allergies' ? 'request.invalid' : 'withdrawn_date',
      );
    },
  );

  it('waits for the person, who may agree once', async () => {
    const question = await withdraw({}, 'doctor');
    expect(question).toMatchObject({ status: 'confirmation_required', confirm_token: expect.any(String) });
    expect(await withdrawn()).toEqual([]);
    const agreed = { confirm_token: question['confirm_token'] };
    expect(await withdraw(agreed, 'doctor')).toMatchObject({ status: 'success' });
    expect(await withdraw(agreed, 'doctor')).toMatchObject({ code: 'ehr.confirmation.invalid' });
  });

  it('is done once under one key, and once only', async () => {
    const first = await withdraw({ idempotency_key: 'withdraw-1' });
    expect(await withdraw({ idempotency_key: 'withdraw-1' })).toEqual(first);
    expect(await withdraw()).toMatchObject({ status: 'error' });
    expect(await clinic.database.query('SELECT FROM ehr.provenance')).toHaveLength(1);
  });

  it.each([
    ['no reason', { reason: undefined }, 'app', 'request.invalid'],
    ['another version', { expected_version: 7 }, 'app', 'ehr.record.changed'],
    ['a stranger', {}, 'stranger', 'access.patient.refused'],
    ['another patient', { mrn: 'MRN002' }, 'app', expect.stringMatching(/not_found$/)],
    ['a dry run', { dry_run: true }, 'app', undefined],
  ])('changes nothing for %s', async (_case, input, token, code) => {
    const before = await ordinary();
    expect((await withdraw(input, token))['code']).toEqual(code);
    expect(await ordinary()).toEqual(before);
    expect(await clinic.database.query('SELECT FROM ehr.provenance')).toEqual([]);
  });
});

describe('what was entered in error', () => {
  it('is told to the patient by lists that have each a cursor of its own', async () => {
    const { database, door, john } = clinic;
    await database.query(
      `INSERT INTO ehr.allergy (patient_id, allergen, status)
       VALUES ($1, 'Dust', 'entered_in_error'), ($1, 'Pollen', 'entered_in_error')`,
      [john],
    );
    const asked = { mrn: 'MRN001', status: 'entered_in_error' };
    const { json } = await door.call('patient', 'get_allergies', { ...asked, limit: 1 });
    expect(json['withdrawn']).toHaveLength(1);
    const elsewhere = await door.call('patient', 'get_medications', { ...asked, cursor: json['next_cursor'] });
    expect(elsewhere.json).toMatchObject({ code: 'ehr.cursor.invalid' });
  });

  it('is neither latest nor part of a trend', async () => {
    await call('withdraw_vital_signs', { recorded_date: at, reason });
    await call('withdraw_lab_order', { order_id: 'LAB1', reason });
    const potassium = { code: '2823-3' };
    expect((await call('get_lab_results', { ...potassium, latest: true }))['lab_results']).toMatchObject([
      { order_id: 'LAB2' },
    ]);
    expect((await call('get_lab_results', { ...potassium, trend: true }))['trend']).toMatchObject({ maximum: 4.1 });
    expect((await call('get_vital_signs', { trend_of: 'heart_rate' }))['trend']).toMatchObject({ maximum: 62 });
    const { json } = await clinic.door.call('app', 'fetch', { id: 'patient/MRN001' });
    expect(json['text']).not.toMatch(/6\.9|190/);
  });

  it('stands against no prescription', async () => {
    const drugs = [{ medication_name: 'Amoxicillin' }, { medication_name: 'Ibuprofen' }];
    const tried = async () => {
      const answers: unknown[] = [];
      for (const drug of drugs) {
        const asked = { ...drug, dosage: '500 mg', frequency: 'daily', dry_run: true };
        const { code, warnings } = await call('prescribe_medication', asked);
        answers.push(code ?? warnings);
      }
      return answers;
    };
    expect(await tried()).toEqual(['ehr.medication.unsafe', 'ehr.medication.unsafe']);
    await call('withdraw_allergy', { allergen: 'Penicillin', reason });
    await call('withdraw_medication', { medication_id: 'MED1', reason });
    expect(await tried()).toEqual([undefined, undefined]);
  });

  it('is not changed any more', async () => {
    await call('withdraw_lab_order', { order_id: 'LAB1', reason });
    await call('withdraw_medication', { medication_id: 'MED1', reason });
    await call('withdraw_vital_signs', { recorded_date: at, reason });
    const results = [{ component: 'Potassium', value: 4, unit: 'mmol/L' }];
    expect(await call('record_lab_results', { order_id: 'LAB1', results })).toMatchObject({
      code: 'ehr.record.withdrawn',
    });
    expect(await call('refill_medication', { medication_id: 'MED1' })).toMatchObject({
      code: 'ehr.medication.inactive',
    });
    const correction = { corrects: at, correction_reason: reason, heart_rate: 90 };
    expect(await call('record_vital_signs', correction)).toMatchObject({ code: 'ehr.vitals.not_found' });
  });

  it('is one of several entries of one allergen, which is named by its identity', async () => {
    await clinic.database.query(
      `INSERT INTO ehr.allergy (patient_id, allergen, reaction) VALUES ($1, 'penicillin', 'Rash')`,
      [clinic.john],
    );
    const listed = async () =>
      (await call('get_allergies', {}))['allergies'] as { allergy_id: string; reaction: string }[];
    const [wrong, right] = await listed();
    const asked = { allergen: 'Penicillin', reason };
    const refused = await call('withdraw_allergy', asked);
    expect(refused).toMatchObject({ code: 'ehr.record.ambiguous' });
    for (const entry of [wrong, right]) expect(refused['message']).toContain(entry?.allergy_id);
    const named = { ...asked, allergy_id: wrong?.allergy_id };
    expect(await call('withdraw_allergy', named)).toMatchObject({ status: 'success' });
    expect(await listed()).toEqual([right]);
    expect(await call('withdraw_allergy', named)).toMatchObject({ code: 'ehr.allergy.not_found' });
  });

  it('may be a visit that is still to come, whose time is free again, and which nobody moves', async () => {
    const booked = { provider_npi: '1234567893', date: '2027-03-01', time: '09:00' };
    const { appointment } = await call('schedule_appointment', booked);
    const named = { appointment_id: (appointment as { appointment_id: string }).appointment_id };
    expect(await call('withdraw_appointment', { ...named, reason })).toMatchObject({ status: 'success' });
    expect(await call('cancel_appointment', named)).toMatchObject({ code: 'ehr.record.withdrawn' });
    expect(await call('schedule_appointment', booked)).toMatchObject({ status: 'success' });
  });

  it('may be a prescription or an allergy that is over', async () => {
    expect(await call('withdraw_medication', { medication_id: 'MED2', reason })).toMatchObject({ status: 'success' });
    const ending = { allergen: 'Penicillin', status: 'resolved', reason };
    expect(await call('end_allergy', { ...ending, expected_version: 2 })).toMatchObject({ code: 'ehr.record.changed' });
    expect(await call('end_allergy', { ...ending, expected_version: 1 })).toMatchObject({ status: 'success' });
    const asked = { allergen: 'Penicillin', reason };
    expect(await call('withdraw_allergy', asked)).toMatchObject({ code: 'ehr.allergy.not_found' });
    expect(await call('withdraw_allergy', { ...asked, status: 'resolved' })).toMatchObject({ status: 'success' });
  });
});
