import { testDatabase, type TestDatabase } from '@caregate/testing';
import type { DataSource, DeepPartial } from 'typeorm';
import { createDataSource } from '../database/create-data-source.js';
import { migrate } from '../database/migrate.js';
import { Allergy } from '../ehr/allergy.entity.js';
import { Appointment } from '../ehr/appointment.entity.js';
import { LabComponent } from '../ehr/lab-component.entity.js';
import { LabOrder } from '../ehr/lab-order.entity.js';
import { Medication } from '../ehr/medication.entity.js';
import { Patient } from '../ehr/patient.entity.js';
import { Provider } from '../ehr/provider.entity.js';
import { VitalSign } from '../ehr/vital-sign.entity.js';

const NO_OVERLAP = '23P01';
const DEADLOCK = '40P01';
const STILL_REFERENCED = '23001';
const ABSENT_REFERENCE = '23503';
const CHECK_FAILED = '23514';

let database: TestDatabase;
let ehr: DataSource;
let serial = 0;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
  ehr = createDataSource({ url: database.urlAs('caregate_ehr'), applicationName: 'specs', poolSize: 50 });
  await ehr.initialize();
});

afterAll(async () => {
  await ehr.destroy();
  await database.drop();
});

describe('an appointment', () => {
  it('is given to exactly one of fifty who ask for the same slot of a provider at once', async () => {
    const provider = await givenProvider();
    const patients = await Promise.all(Array.from({ length: 50 }, () => givenPatient()));
    const asked = await Promise.allSettled(patients.map((patient) => book(patient, provider)));
    const refused = asked.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(49);
    // Rows that wait for each other at an exclusion constraint can be found in a circle; the doors lock the calendars first.
    for (const { reason } of refused) expect([NO_OVERLAP, DEADLOCK]).toContain(reason.driverError.code);
    expect(await ehr.getRepository(Appointment).countBy({ providerId: provider.id })).toBe(1);
  });

  it('is not given to a patient who is elsewhere at the time', async () => {
    const patient = await givenPatient();
    await book(patient, await givenProvider());
    await expect(book(patient, await givenProvider(), '09:15', '09:45')).rejects.toMatchObject({
      driverError: { code: NO_OVERLAP, constraint: 'appointment_patient_is_free' },
    });
  });

  it('may begin when the one before it ends', async () => {
    const [patient, provider] = [await givenPatient(), await givenProvider()];
    await book(patient, provider, '09:00', '09:30');
    await expect(book(patient, provider, '09:30', '10:00')).resolves.toMatchObject({ status: 'scheduled' });
  });

  it('leaves its slot to others when cancelled', async () => {
    const provider = await givenProvider();
    const { id } = await book(await givenPatient(), provider);
    await ehr.getRepository(Appointment).update(id, { status: 'cancelled' });
    await expect(book(await givenPatient(), provider)).resolves.toMatchObject({ status: 'scheduled' });
  });

  it('does not end before it begins', async () => {
    const [patient, provider] = [await givenPatient(), await givenProvider()];
    await expect(book(patient, provider, '10:00', '10:00')).rejects.toMatchObject({
      driverError: { code: CHECK_FAILED },
    });
  });
});

describe('a patient who is removed', () => {
  it('takes the whole record along, and leaves the providers', async () => {
    const [patient, provider] = [await givenPatient(), await givenProvider()];
    const { id: patientId } = patient;
    await book(patient, provider);
    await save(Medication, aspirin(patientId));
    await save(Allergy, { patientId, allergen: 'Eggs' });
    await save(VitalSign, { patientId, heartRate: 70, recordedBy: 'Nurse' });
    const order = await save(LabOrder, { orderId: unique('LAB'), patientId, testName: 'Glucose' });
    await save(LabComponent, component(order));

    await ehr.getRepository(Patient).delete(patientId);

    const kinds = [Appointment, Medication, Allergy, VitalSign, LabOrder, LabComponent];
    const left = await Promise.all(kinds.map((kind) => ehr.getRepository(kind).countBy({ patientId })));
    expect(left).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await ehr.getRepository(Provider).countBy({ id: provider.id })).toBe(1);
  });
});

describe('a provider', () => {
  it('is not removed while an appointment names them', async () => {
    const [patient, provider] = [await givenPatient(), await givenProvider()];
    await book(patient, provider);
    await expect(ehr.getRepository(Provider).delete(provider.id)).rejects.toMatchObject({
      driverError: { code: STILL_REFERENCED },
    });
  });

  it('is not removed while a prescription names them', async () => {
    const [{ id: patientId }, provider] = [await givenPatient(), await givenProvider()];
    await save(Medication, { ...aspirin(patientId), prescriberId: provider.id });
    await expect(ehr.getRepository(Provider).delete(provider.id)).rejects.toMatchObject({
      driverError: { code: STILL_REFERENCED },
    });
  });
});

describe('a laboratory value', () => {
  it('cannot be attached to the order of another patient', async () => {
    const order = await save(LabOrder, {
      orderId: unique('LAB'),
      patientId: (await givenPatient()).id,
      testName: 'Glucose',
    });
    const stranger = await givenPatient();
    await expect(save(LabComponent, { ...component(order), patientId: stranger.id })).rejects.toMatchObject({
      driverError: { code: ABSENT_REFERENCE },
    });
  });

  it('comes back as the number that was stored', async () => {
    const order = await save(LabOrder, {
      orderId: unique('LAB'),
      patientId: (await givenPatient()).id,
      testName: 'Glucose',
    });
    const { id } = await save(LabComponent, { ...component(order), valueNumber: 5.37 });
    expect(await ehr.getRepository(LabComponent).findOneByOrFail({ id })).toMatchObject({
      valueNumber: 5.37,
      referenceLow: null,
    });
  });
});

describe('vital signs', () => {
  it.each([
    ['a systolic pressure of 1200', { systolicBp: 1200 }],
    ['a diastolic pressure above the systolic', { systolicBp: 80, diastolicBp: 120 }],
    ['a heart rate of 3', { heartRate: 3 }],
    ['a temperature in degrees Celsius', { temperature: 37.2 }],
    ['an oxygen saturation above 100 %', { oxygenSaturation: 100.1 }],
    ['a negative weight', { weight: -1 }],
    ['a height in centimetres', { height: 180 }],
    ['no measurement at all', { notes: 'felt well' }],
  ])('refuse %s', async (_what, measured) => {
    const { id: patientId } = await givenPatient();
    await expect(save(VitalSign, { patientId, recordedBy: 'Nurse', ...measured })).rejects.toMatchObject({
      driverError: { code: CHECK_FAILED },
    });
  });
});

describe('a row that is changed', () => {
  it('carries the time of the change and one more version, whatever the writer says', async () => {
    const patient = await givenPatient();
    // In SQL, as a Date has no microseconds and all of this may happen within one millisecond.
    const updatedAt = async () => {
      const select = 'select extract(epoch from updated_at)::float8 as seconds from ehr.patient where id = $1';
      return (await ehr.query<{ seconds: number }[]>(select, [patient.id]))[0]?.seconds ?? NaN;
    };
    const before = await updatedAt();
    const changed = await ehr.getRepository(Patient).save({ ...patient, city: 'Durban' });
    expect(changed.version).toBe(patient.version + 1);
    await ehr.query(`update ehr.patient set state = 'KZN', updated_at = '2001-01-01' where id = $1`, [patient.id]);
    expect(await updatedAt()).toBeGreaterThan(before);
  });
});

describe('a day of birth', () => {
  it('is the same day in every time zone', async () => {
    const { id } = await givenPatient({ birthDate: '1985-06-15' });
    expect((await ehr.getRepository(Patient).findOneByOrFail({ id })).birthDate).toBe('1985-06-15');
    expect(await ehr.query('select birth_date from ehr.patient where id = $1', [id])).toEqual([
      { birth_date: '1985-06-15' },
    ]);
  });
});

async function save<T extends object>(kind: new () => T, row: DeepPartial<T>): Promise<T> {
  const repository = ehr.getRepository(kind);
  return repository.save(repository.create(row));
}

function givenPatient(row: DeepPartial<Patient> = {}): Promise<Patient> {
  return save<Patient>(Patient, {
    mrn: unique('MRN'),
    firstName: 'Ada',
    lastName: 'Byron',
    birthDate: '1985-06-15',
    ...row,
  });
}

function givenProvider(): Promise<Provider> {
  const npi = unique('').padStart(10, '1');
  return save<Provider>(Provider, {
    npi,
    name: 'Dr. Smith',
    specialty: 'Internal Medicine',
    department: 'Primary Care',
  });
}

function book(patient: Patient, provider: Provider, from = '09:00', to = '09:30'): Promise<Appointment> {
  return save<Appointment>(Appointment, {
    appointmentId: unique('APT'),
    patientId: patient.id,
    providerId: provider.id,
    startsAt: new Date(`2026-12-01T${from}:00Z`),
    endsAt: new Date(`2026-12-01T${to}:00Z`),
    appointmentType: 'Office Visit',
  });
}

function component({ id, patientId }: LabOrder): DeepPartial<LabComponent> {
  return { labOrderId: id, patientId, component: 'Glucose', valueNumber: 5, effectiveAt: new Date() };
}

function aspirin(patientId: string): DeepPartial<Medication> {
  return { medicationId: unique('MED'), patientId, name: 'Aspirin', dosage: '81 mg', frequency: 'daily' };
}

function unique(prefix: string): string {
  serial += 1;
  return `${prefix}${String(serial).padStart(6, '0')}`;
}
