import { givenCaller } from '@caregate/testing';
import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';
import { VitalSignsRepository } from './vital-signs.repository.js';

describe('vital signs', () => {
  let clinic: GivenClinic;
  const caller = givenCaller({ subject: 'nurse-7', role: 'nurse' });

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());
  beforeEach(() => clinic.database.emptyCharts());

  const count = async (table: string) =>
    Number((await clinic.database.query(`SELECT count(*) FROM ${table}`))[0]?.['count']);
  const record = (input: Record<string, unknown>, token = 'nurse') =>
    clinic.door.call(token, 'record_vital_signs', { mrn: 'MRN001', ...input });
  const read = (input: Record<string, unknown>) =>
    clinic.door.call('doctor', 'get_vital_signs', { mrn: 'MRN001', ...input });

  it('are kept as measured, with the body mass index and who measured', async () => {
    const repository = new VitalSignsRepository(clinic.database.dataSource, { timeZone: 'America/New_York' });
    const values = { systolic_bp: 128, diastolic_bp: 82, heart_rate: 71, temperature: 98.6, weight: 154, height: 68 };
    const { john: patientId } = clinic;
    await clinic.database.dataSource.transaction((manager) =>
      repository.record(manager, { patientId, caller, values }),
    );
    await expect(repository.ofPatient({ patientId, limit: 10 })).resolves.toEqual([
      {
        recorded_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        recording_id: expect.any(String),
        blood_pressure: '128/82',
        heart_rate: 71,
        temperature: 98.6,
        oxygen_saturation: null,
        weight: 154,
        bmi: 23.4,
        recorded_by: 'nurse nurse-7',
        respiratory_rate: null,
        height: 68,
        flags: { systolic_bp: 'H', diastolic_bp: 'H', heart_rate: 'N', temperature: 'N' },
        reference: {
          systolic_bp: '90-119',
          diastolic_bp: '60-79',
          heart_rate: '60-100',
          temperature: '97-100.3',
        },
        at: expect.any(String),
        version: 1,
        row_id: expect.any(String),
      },
    ]);
  });

  it('are not written when the audit record cannot be written', async () => {
    const other = await givenClinic();
    try {
      other.door.trail.failWith(new Error('no trail'));
      const input = { mrn: 'MRN001', heart_rate: 71, idempotency_key: 'key-00001' };
      const { json } = await other.door.call('nurse', 'record_vital_signs', input);
      expect(json).toMatchObject({ code: 'audit.write.failed' });
      for (const table of ['ehr.vital_sign', 'ehr.idempotency', 'ehr.provenance'])
        await expect(other.database.query(`SELECT FROM ${table}`)).resolves.toEqual([]);
    } finally {
      await other.end();
    }
  });

  it('are recorded once when the same call is repeated, 20 times at once', async () => {
    const keyed = { heart_rate: 71, idempotency_key: 'key-00001' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => record(keyed)));
    expect(new Set(answers.map(({ json }) => json['status']))).toEqual(new Set(['success']));
    expect([await count('ehr.vital_sign'), await count('ehr.provenance')]).toEqual([1, 1]);
  });

  it('are not recorded under a used key with other values, but under the same key of somebody else', async () => {
    const key = { idempotency_key: 'key-00001' };
    await record({ heart_rate: 71, ...key });
    const other = await record({ heart_rate: 99, ...key });
    expect(other.json).toMatchObject({ code: 'mcp.idempotency.mismatch' });
    await record({ heart_rate: 72, ...key }, 'app');
    const { json } = await read({ fields: ['heart_rate'] });
    expect(json).toMatchObject({ vital_signs: [{ heart_rate: 72 }, { heart_rate: 71 }] });
  });

  it('say at once what is critical, and nothing of what is not', async () => {
    const sick = { systolic_bp: 88, heart_rate: 128, oxygen_saturation: 90 };
    expect((await record(sick)).json['message']).toBe(
      'Vital signs recorded for MRN001; CRITICAL: systolic_bp 88, oxygen_saturation 90',
    );
    expect((await record({ heart_rate: 128 })).json['message']).toBe('Vital signs recorded for MRN001');
    const { json } = await record({ temperature: 38.9 });
    expect(json['message']).toContain('temperature: must be between 55 and 116 [degF]');
  });

  it('are kept as finely as they were measured, and a correction leaves the index of others', async () => {
    const { database, john } = clinic;
    const fine = { temperature: 98.96, oxygen_saturation: 97.25, weight: 1.984, height: 13.78 };
    await record(fine);
    expect((await read({})).json['vital_signs']).toMatchObject([fine]);
    const { json: refused } = await record({ heart_rate: 70.5 });
    expect(refused).toMatchObject({ code: 'request.invalid', message: expect.stringContaining('heart_rate') });
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, bmi, recorded_by)
       VALUES ($1, '2026-01-01T12:00Z', 60, 27.36, 'spec')`,
      [john],
    );
    await record({ heart_rate: 62, corrects: '2026-01-01T12:00:00Z', correction_reason: 'Miscounted' });
    const { json } = await read({ to: '2026-01-01', fields: ['heart_rate', 'bmi'] });
    expect(json['vital_signs']).toEqual([{ heart_rate: 62, bmi: 27.36 }]);
  });

  it('tell the pressure that was measured where the other was not, and none where neither was', async () => {
    await record({ systolic_bp: 128 });
    await record({ diastolic_bp: 82 });
    await record({ heart_rate: 71 });
    const { json } = await read({ fields: ['blood_pressure'] });
    expect(json['vital_signs']).toEqual([
      { blood_pressure: null },
      { blood_pressure: '?/82' },
      { blood_pressure: '128/?' },
    ]);
  });

  it('are judged by the age on the day of each, and after what clients of the older server know (feature X07)', async () => {
    const { database, john } = clinic;
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, respiratory_rate, recorded_by)
       VALUES ($1, '1987-06-14T00:00Z', 130, 40, 'spec'), ($1, '2026-06-15T00:00Z', 130, 40, 'spec')`,
      [john],
    );
    const { json } = await read({});
    expect(json['vital_signs']).toMatchObject([
      { heart_rate: 130, flags: { heart_rate: 'H', respiratory_rate: 'HH' }, reference: { respiratory_rate: '12-20' } },
      { heart_rate: 130, flags: { heart_rate: 'N', respiratory_rate: 'H' }, reference: { respiratory_rate: '22-37' } },
    ]);
    const [newest] = json['vital_signs'] as object[];
    expect(Object.keys(newest ?? {}).join(' ')).toBe(
      'recorded_date blood_pressure heart_rate temperature oxygen_saturation weight bmi recorded_by respiratory_rate height flags reference version recording_id',
    );
    const { json: trend } = await read({ trend_of: 'heart_rate' });
    expect(trend['trend']).toMatchObject({
      first_flag: 'N',
      first_reference: '98-140',
      last_flag: 'H',
      last_reference: '60-100',
    });
  });

  it('change nothing in a dry run', async () => {
    const { json } = await record({ heart_rate: 71, dry_run: true });
    expect(json).toMatchObject({ status: 'dry_run' });
    expect([await count('ehr.vital_sign'), await count('ehr.provenance')]).toEqual([0, 0]);
  });

  it('are told in pages, for days, and as the trend of one measurement', async () => {
    const { database, john } = clinic;
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, weight, recorded_by)
       SELECT $1, '2026-01-01T12:00Z'::timestamptz + day * interval '1 day', 60 + day, 150, 'spec' FROM generate_series(0, 11) day`,
      [john],
    );
    const first = await read({});
    expect(first.json['vital_signs']).toHaveLength(10);
    const rest = await read({ cursor: first.json['next_cursor'], fields: ['heart_rate'] });
    expect(rest.json).toEqual({
      status: 'success',
      mrn: 'MRN001',
      vital_signs: [{ heart_rate: 61 }, { heart_rate: 60 }],
    });
    const days = await read({ from: '2026-01-02', to: '2026-01-03', fields: ['heart_rate'] });
    expect(days.json).toMatchObject({ vital_signs: [{ heart_rate: 62 }, { heart_rate: 61 }] });
    const trend = await read({ trend_of: 'heart_rate' });
    expect(trend.json).toMatchObject({
      vital_signs: [],
      trend: { measurement: 'heart_rate', count: 12, first_value: 60, last_value: 71, direction: 'rising' },
    });
    const none = await read({ trend_of: 'bmi' });
    expect(none.json).toMatchObject({ vital_signs: [], message: expect.stringContaining('fewer than two') });
  });

  it('say of how many a trend is that is not of all', async () => {
    const { database, john } = clinic;
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, recorded_by)
       SELECT $1, '2026-01-01T12:00Z'::timestamptz + hour * interval '1 hour', 60, 'spec' FROM generate_series(0, 1000) hour`,
      [john],
    );
    const { json } = await read({ trend_of: 'heart_rate' });
    expect(json).toMatchObject({
      trend: { count: 1000, first_date: '2026-01-01T13:00:00Z' },
      message: expect.stringContaining('the newest 1000'),
    });
    const before = await read({ trend_of: 'heart_rate', to: '2026-01-02' });
    expect(before.json).toMatchObject({ trend: { first_date: '2026-01-01T12:00:00Z' } });
    expect(before.json).not.toHaveProperty('message');
  });
});
