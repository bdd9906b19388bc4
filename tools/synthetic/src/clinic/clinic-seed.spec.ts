import { createHash } from 'node:crypto';
import { clinicSeed } from './clinic-seed.js';
import { isNpi } from './staff/npi.js';

const clinic = clinicSeed();
const first = clinic.patients[0];
const second = clinic.patients[1];
const own = <T extends { patientId: string }>(rows: readonly T[], patient = first): T[] =>
  rows.filter(({ patientId }) => patientId === patient?.id);
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const distinct = <T>(values: readonly T[]): number => new Set(values).size;

describe('the synthetic clinic (E09)', () => {
  it.each([
    ['patients', 221],
    ['providers', 49],
    ['appointments', 108],
    ['medications', 260],
    ['allergies', 117],
    ['vitalSigns', 361],
    ['labOrders', 207],
  ] as const)('has as many %s as the older system: %i', (table, count) => {
    expect(clinic[table]).toHaveLength(count);
  });

  it('has no two rows under one name', () => {
    for (const rows of [clinic.patients, clinic.vitalSigns, clinic.labComponents])
      expect(distinct(rows.map(({ id }) => id))).toBe(rows.length);
    expect(distinct(clinic.patients.map(({ mrn }) => mrn))).toBe(221);
    expect(distinct(clinic.patients.map(({ firstName, lastName }) => `${firstName} ${lastName}`))).toBe(221);
    expect(distinct(clinic.providers.map(({ npi }) => npi))).toBe(49);
    expect(distinct(clinic.providers.map(({ name }) => name))).toBe(49);
    expect(distinct(clinic.medications.map(({ medicationId }) => medicationId))).toBe(260);
  });

  it.each([1, 2, 77])('refers to rows that exist, whatever the seed (%i)', (seed) => {
    const some = clinicSeed(seed);
    const patients = new Set(some.patients.map(({ id }) => id));
    const providers = new Set(some.providers.map(({ id }) => id));
    const orders = new Map(some.labOrders.map((order) => [order.id, order]));
    const { appointments, medications, allergies, vitalSigns, labOrders, labComponents } = some;
    for (const rows of [appointments, medications, allergies, vitalSigns, labOrders, labComponents])
      expect(rows.every(({ patientId }) => patients.has(patientId))).toBe(true);
    expect(appointments.every(({ providerId }) => providers.has(providerId))).toBe(true);
    expect(medications.every(({ prescriberId }) => providers.has(prescriberId))).toBe(true);
    expect(labComponents.every((row) => orders.get(row.labOrderId)?.patientId === row.patientId)).toBe(true);
  });
});

describe('the key records', () => {
  it('are John Doe, MRN001, born 1985-06-15', () => {
    expect(first).toMatchObject({ mrn: 'MRN001', firstName: 'John', lastName: 'Doe', birthDate: '1985-06-15' });
    expect(first).toMatchObject({ gender: 'male', email: 'john.doe@example.org' });
    expect(Object.values(first ?? {})).not.toContain(null);
  });

  it('give MRN001 lisinopril, metformin and aspirin, by Dr. Sarah Smith', () => {
    const taken = own(clinic.medications);
    expect(taken.map(({ name, dosage, rxnormCode }) => [name, dosage, rxnormCode])).toEqual([
      ['Lisinopril', '10 mg', '314076'],
      ['Metformin', '500 mg', '861007'],
      ['Aspirin', '81 mg', '243670'],
    ]);
    expect(taken.every(({ status, prescriber }) => status === 'active' && prescriber === 'Dr. Sarah Smith')).toBe(true);
  });

  it('give MRN001 13 appointments, of which some are still to come', () => {
    const booked = own(clinic.appointments);
    expect(booked).toHaveLength(13);
    expect(booked.filter(({ status }) => status === 'scheduled').length).toBeGreaterThanOrEqual(2);
    expect(booked.filter(({ status }) => status === 'completed').length).toBeGreaterThanOrEqual(5);
  });

  it('give MRN001 every test, more vital signs than one page, and an allergy to a drug', () => {
    expect(distinct(own(clinic.labOrders).map(({ testName }) => testName))).toBe(6);
    expect(own(clinic.vitalSigns).length).toBeGreaterThan(10);
    expect(own(clinic.allergies).map(({ allergen }) => allergen)).toContain('Penicillin');
  });

  it('give MRN002 the allergies eggs and dairy, and no other', () => {
    expect(second).toMatchObject({ mrn: 'MRN002' });
    expect(own(clinic.allergies, second).map(({ allergen }) => allergen)).toEqual(['Eggs', 'Dairy']);
  });

  it.each([1, 2, 77])('answer to "John" twice, whatever the seed (%i)', (seed) => {
    const found = clinicSeed(seed).patients.filter(({ firstName, lastName }) =>
      /john/i.test(`${firstName}|${lastName}`),
    );
    expect(found.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).toEqual(['John Doe', 'Robert Johnson']);
  });

  it('begin the providers with Dr. Sarah Smith, NPI 1234567890', () => {
    expect(clinic.providers[0]).toMatchObject({
      npi: '1234567890',
      name: 'Dr. Sarah Smith',
      specialty: 'Internal Medicine',
      department: 'Primary Care',
      acceptingNewPatients: true,
    });
  });

  it('spread 47 specialties over 28 departments, with NPIs that pass the Luhn test', () => {
    expect(distinct(clinic.providers.map(({ specialty }) => specialty))).toBe(47);
    expect(distinct(clinic.providers.map(({ department }) => department))).toBe(28);
    expect(clinic.providers.slice(1).filter(({ npi }) => !isNpi(npi))).toEqual([]);
  });
});

describe('the invented people', () => {
  it('have names of many shapes', () => {
    const names = clinic.patients.map(({ firstName, lastName }) => `${firstName} ${lastName}`);
    for (const shape of [/'/, /-/, /[äöüß]/i, /[éáóí]/i, /[żłšžčöğş]/i, / van | von /])
      expect(names.filter((name) => shape.test(name)).length).toBeGreaterThan(0);
  });

  it('are of every age and gender', () => {
    const born = clinic.patients.map(({ birthDate }) => Number(birthDate.slice(0, 4)));
    const years = (from: number, to: number): number => born.filter((year) => year >= from && year <= to).length;
    expect(years(2015, 2026)).toBeGreaterThan(15);
    expect(years(1962, 2008)).toBeGreaterThan(80);
    expect(years(1930, 1961)).toBeGreaterThan(30);
    expect(distinct(clinic.patients.map(({ gender }) => gender))).toBe(4);
  });

  it('cannot be reached: every address is example.org, every number 555-01xx', () => {
    const people = [...clinic.patients, ...clinic.providers];
    expect(people.every(({ email }) => email === null || /@([a-z]+\.)?example\.org$/.test(email))).toBe(true);
    expect(people.every(({ phone }) => /^\d{3}-555-01\d\d$/.test(phone))).toBe(true);
    expect(clinic.patients.every((row) => /^\d{3}-555-01\d\d$/.test(row.emergencyContactPhone))).toBe(true);
    expect(JSON.stringify(clinic)).not.toMatch(/\b\d{3}-\d{2}-\d{4}\b/);
  });

  it('are half allergic to drugs, where they are allergic', () => {
    const drugs = clinic.allergies.filter(({ codeSystem }) => codeSystem.endsWith('/rxnorm')).length;
    expect(Math.abs(drugs - clinic.allergies.length / 2)).toBeLessThanOrEqual(1);
  });
});

describe('determinism', () => {
  it('makes the same rows of the same seed, today and on every machine', () => {
    expect(digest(clinicSeed())).toBe(digest(clinic));
    expect(digest(clinic)).toBe('343bd8a5abfcc26e3c20c50c3acba1bce3db1218ff69a958f36829c3ff373da6');
  });

  it('makes others of another seed, another day or another time zone', () => {
    const others = [
      clinicSeed(2),
      clinicSeed(1, { anchorDate: '2027-03-01' }),
      clinicSeed(1, { timeZone: 'Europe/Berlin' }),
    ];
    expect(distinct([clinic, ...others].map(({ vitalSigns, patients }) => digest([vitalSigns, patients])))).toBe(4);
  });

  it('moves the whole record with its anchor date', () => {
    const later = clinicSeed(1, { anchorDate: '2027-03-01' });
    const last = (some: typeof clinic): string =>
      some.vitalSigns
        .map(({ recordedAt }) => recordedAt)
        .sort()
        .pop() ?? '';
    expect(last(clinic) < '2026-11-16').toBe(true);
    expect(last(later) > '2027-01-01' && last(later) < '2027-03-01').toBe(true);
  });
});
