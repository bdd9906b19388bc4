import { givenCaller } from '@caregate/testing';
import { ehrDatabase, type EhrDatabase } from '../testing/ehr-database.js';
import { VitalSignsRepository } from './vital-signs.repository.js';

describe('recording vital signs', () => {
  let database: EhrDatabase;
  let vitalSigns: VitalSignsRepository;
  let patientId: string;
  const caller = givenCaller({ subject: 'nurse-7', role: 'nurse' });
  const audited = async () => undefined;

  beforeAll(async () => {
    database = await ehrDatabase();
    vitalSigns = new VitalSignsRepository(database.dataSource);
  });

  beforeEach(async () => {
    await database.query('TRUNCATE ehr.patient, ehr.idempotency CASCADE');
    patientId = await database.addPatient({
      mrn: 'MRN001',
      first_name: 'John',
      last_name: 'Doe',
      birth_date: '1985-06-15',
    });
  });

  afterAll(() => database.end());

  it('keeps what was measured, computes the body mass index and says who measured', async () => {
    const values = { systolic_bp: 128, diastolic_bp: 82, heart_rate: 71, temperature: 98.6, weight: 154, height: 68 };
    await vitalSigns.record({ patientId, caller, values, key: undefined }, audited);
    await expect(vitalSigns.latest(patientId, 10)).resolves.toEqual([
      {
        recorded_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        blood_pressure: '128/82',
        heart_rate: 71,
        temperature: 98.6,
        oxygen_saturation: null,
        weight: 154,
        bmi: 23.4,
        recorded_by: 'nurse nurse-7',
      },
    ]);
  });

  it('writes nothing when the audit record cannot be written', async () => {
    const refuse = () => Promise.reject(new Error('no trail'));
    const recording = { patientId, caller, values: { heart_rate: 71 }, key: 'key-00001' };
    await expect(vitalSigns.record(recording, refuse)).rejects.toThrow('no trail');
    await expect(vitalSigns.latest(patientId, 10)).resolves.toEqual([]);
    await expect(database.query('SELECT * FROM ehr.idempotency')).resolves.toEqual([]);
  });

  it('records once when the same call is repeated, 20 times at once', async () => {
    const recording = { patientId, caller, values: { heart_rate: 71 }, key: 'key-00001' };
    await Promise.all(Array.from({ length: 20 }, () => vitalSigns.record(recording, audited)));
    await expect(vitalSigns.latest(patientId, 10)).resolves.toHaveLength(1);
  });

  it('refuses a used key with other measurements, and leaves the first as they were', async () => {
    await vitalSigns.record({ patientId, caller, values: { heart_rate: 71 }, key: 'key-00001' }, audited);
    const other = vitalSigns.record({ patientId, caller, values: { heart_rate: 99 }, key: 'key-00001' }, audited);
    await expect(other).rejects.toMatchObject({ code: 'mcp.idempotency.mismatch' });
    await expect(vitalSigns.latest(patientId, 10)).resolves.toMatchObject([{ heart_rate: 71 }]);
  });

  it('lets another caller use the same key', async () => {
    const other = givenCaller({ subject: 'nurse-8', role: 'nurse' });
    await vitalSigns.record({ patientId, caller, values: { heart_rate: 71 }, key: 'key-00001' }, audited);
    await vitalSigns.record({ patientId, caller: other, values: { heart_rate: 72 }, key: 'key-00001' }, audited);
    await expect(vitalSigns.latest(patientId, 10)).resolves.toHaveLength(2);
  });
});
