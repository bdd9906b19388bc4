import { schemaComplaints } from '@caregate/kit-mcp';
import { givenCaller, givenRelation } from '@caregate/testing';
import { ehrTools } from './ehr-tools.js';
import { ehrDatabase, type EhrDatabase } from './testing/ehr-database.js';
import { ehrDoor, type EhrDoor } from './testing/ehr-door.js';

describe('the tools of the health record', () => {
  let database: EhrDatabase;
  let door: EhrDoor;
  let john: string;
  const doctor = givenCaller({ subject: 'doctor-1', scopes: ['read:patients', 'read:vitals', 'write:vitals'] });

  beforeAll(async () => {
    database = await ehrDatabase();
    door = await ehrDoor(database);
    john = await database.addPatient({
      mrn: 'MRN001',
      first_name: 'John',
      last_name: 'Doe',
      birth_date: '1985-06-15',
      insurance_provider: 'Example Health',
      policy_number: 'EX-1',
      ssn_sealed: Buffer.from('sealed'),
    });
    await database.addPatient({ mrn: 'MRN002', first_name: 'Mary', last_name: 'Johnson', birth_date: '1990-01-01' });
    door.admit('doctor', doctor, [givenRelation('doctor-1', john)]);
    door.admit('reader', givenCaller({ subject: 'doctor-1', scopes: ['read:patients'] }));
    door.admit('admin', givenCaller({ subject: 'admin-1', role: 'admin', scopes: ['read:patients', 'read:vitals'] }));
  });

  beforeEach(() => void door.trail.entries.splice(0));

  afterAll(async () => {
    await door.end();
    await database.end();
  });

  it('have schemas that every host accepts', () => {
    expect(schemaComplaints(ehrTools)).toEqual([]);
  });

  describe('get_patient', () => {
    it('answers with the shape of the older server, and nothing that was not declared', async () => {
      const { json } = await door.call('doctor', 'get_patient', { mrn: ' mrn001 ' });
      expect(json).toEqual({
        status: 'success',
        patient: {
          mrn: 'MRN001',
          first_name: 'John',
          last_name: 'Doe',
          dob: '1985-06-15',
          gender: 'unknown',
          email: null,
          phone: null,
          address: { street: null, city: null, state: null, zip: null },
          insurance: { provider: 'Example Health', policy_number: 'EX-1' },
        },
      });
    });

    it('is on the trail with the logical id and how access was decided, without a name', async () => {
      await door.call('doctor', 'get_patient', { mrn: 'MRN001' });
      expect(door.trail.entries).toEqual([
        expect.objectContaining({ event: 'patient.read', outcome: 'success', patientId: john, decision: 'assignment' }),
      ]);
      expect(JSON.stringify(door.trail.entries)).not.toMatch(/John|Doe|MRN001/);
    });

    it.each([
      ['an unrelated patient', 'doctor', { mrn: 'MRN002' }, 'access.patient.refused'],
      ['a patient who does not exist', 'doctor', { mrn: 'MRN999' }, 'access.patient.refused'],
      ['a role that reads no charts', 'admin', { mrn: 'MRN001' }, 'access.role.refused'],
      ['an argument that it does not know', 'doctor', { mrn: 'MRN001', note: 'x' }, 'request.invalid'],
      ['no MRN', 'doctor', {}, 'request.invalid'],
    ])('refuses %s, and says so on the trail', async (_case, token, input, code) => {
      const { isError, json } = await door.call(token, 'get_patient', input);
      expect(isError).toBe(true);
      expect(json).toMatchObject({ status: 'error', tool: 'get_patient', code });
      expect(door.trail.entries).toEqual([expect.objectContaining({ event: 'patient.read', decision: code })]);
    });

    it('refuses a call without a token', async () => {
      await expect(door.call(undefined, 'get_patient', { mrn: 'MRN001' })).resolves.toMatchObject({ status: 401 });
    });
  });

  describe('search_patients', () => {
    it('finds only whom the caller may open', async () => {
      const { json } = await door.call('doctor', 'search_patients', { search_term: 'John' });
      expect(json).toEqual({
        status: 'success',
        count: 1,
        patients: [{ mrn: 'MRN001', name: 'John Doe', dob: '1985-06-15', email: null }],
      });
    });

    it('says not_found as the older server does, and no error', async () => {
      const { isError, json } = await door.call('doctor', 'search_patients', { search_term: 'Mary' });
      expect(isError).toBe(false);
      expect(json).toMatchObject({ status: 'not_found', count: 0, patients: [], suggestion: expect.any(String) });
    });

    it.each(['', '   ', 'x'.repeat(101)])('refuses the term %p', async (term) => {
      const { json } = await door.call('doctor', 'search_patients', { search_term: term });
      expect(json).toMatchObject({ code: 'request.invalid' });
    });
  });

  describe('record_vital_signs and get_vital_signs', () => {
    const measured = { systolic_bp: 128, diastolic_bp: 82, heart_rate: 71 };

    it('record what is then read, newest first, at most 10', async () => {
      for (let rate = 60; rate < 72; rate += 1)
        await door.call('doctor', 'record_vital_signs', { mrn: 'MRN001', ...measured, heart_rate: rate });
      const { json } = await door.call('doctor', 'get_vital_signs', { mrn: 'MRN001' });
      const recordings = json['vital_signs'];
      expect(recordings).toHaveLength(10);
      expect(recordings).toMatchObject(
        [{ blood_pressure: '128/82', heart_rate: 71 }, { heart_rate: 70 }].concat(
          Array.from({ length: 8 }, (_none, index) => ({ heart_rate: 69 - index })),
        ),
      );
    });

    it('is on the trail in the transaction of the row', async () => {
      await door.call('doctor', 'record_vital_signs', { mrn: 'MRN001', ...measured });
      expect(door.trail.entries).toEqual([expect.objectContaining({ event: 'vitals.recorded', outcome: 'success' })]);
    });

    it.each([
      ['nothing measured', {}, 'ehr.vitals.empty'],
      ['a pressure upside down', { systolic_bp: 80, diastolic_bp: 120 }, 'ehr.vitals.implausible'],
      ['an impossible temperature', { temperature: 200 }, 'request.invalid'],
    ])('refuse %s, and write nothing', async (_case, values, code) => {
      const before = await database.query('SELECT count(*) FROM ehr.vital_sign');
      const { json } = await door.call('doctor', 'record_vital_signs', { mrn: 'MRN001', ...values });
      expect(json).toMatchObject({ status: 'error', code });
      expect(await database.query('SELECT count(*) FROM ehr.vital_sign')).toEqual(before);
    });

    it('refuse to write without the scope, and name it', async () => {
      const { status } = await door.call('reader', 'record_vital_signs', { mrn: 'MRN001', ...measured });
      expect(status).toBe(403);
    });
  });
});
