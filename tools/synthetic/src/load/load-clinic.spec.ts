import { migrate } from '@caregate/data-models';
import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { clinicSeed } from '../clinic/clinic-seed.js';
import { exportClinic } from './export-clinic.js';
import { importClinic } from './import-clinic.js';
import { ImportRefused } from './import-refused.js';
import { loadClinic } from './load-clinic.js';

const clinic = clinicSeed();
let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase({ migrate });
});
afterEach(async () => {
  await database.drop();
});

const ask = async <T extends object>(sql: string, url = database.superuserUrl): Promise<T[]> =>
  withClient(url, async (client) => (await client.query<T>(sql)).rows);
const counts = () =>
  ask(`select (select count(*)::int from ehr.patient) as patients, (select count(*)::int from ehr.provider) as providers,
    (select count(*)::int from ehr.appointment) as appointments, (select count(*)::int from ehr.medication) as medications,
    (select count(*)::int from ehr.allergy) as allergies, (select count(*)::int from ehr.vital_sign) as "vitalSigns",
    (select count(*)::int from ehr.lab_order) as labs, (select count(distinct test_name)::int from ehr.lab_order) as tests`);
const FULL = {
  patients: 221,
  providers: 49,
  appointments: 108,
  medications: 260,
  allergies: 117,
  vitalSigns: 361,
  labs: 207,
  tests: 6,
};
const EMPTY = {
  patients: 0,
  providers: 0,
  appointments: 0,
  medications: 0,
  allergies: 0,
  vitalSigns: 0,
  labs: 0,
  tests: 0,
};

describe('loading the clinic (E09)', () => {
  it('fills the record, with no more rights than the service itself has', async () => {
    await loadClinic(database.urlAs('caregate_ehr'), clinic);
    expect(await counts()).toEqual([FULL]);
    expect(await ask(`select count(*)::int as n from ehr.lab_component`)).toEqual([{ n: clinic.labComponents.length }]);
  });

  it('keeps what it was given', async () => {
    await loadClinic(database.superuserUrl, clinic);
    const found =
      await ask(`select first_name, last_name, birth_date::text, p.created_at, m.name, m.dose_value::float, m.dose_unit
      from ehr.patient p join ehr.medication m on m.patient_id = p.id where mrn = 'MRN001' order by m.id`);
    expect(found[1]).toEqual({
      first_name: 'John',
      last_name: 'Doe',
      birth_date: '1985-06-15',
      created_at: new Date(clinic.patients[0]?.createdAt ?? ''),
      name: 'Metformin',
      dose_value: 500,
      dose_unit: 'mg',
    });
  });

  it('leaves a record that holds patients as it is', async () => {
    await loadClinic(database.superuserUrl, clinic);
    const before = await exportClinic(database.superuserUrl);
    await loadClinic(database.superuserUrl, clinicSeed(2));
    expect(await exportClinic(database.superuserUrl)).toBe(before);
  });

  it('happens once, however many start it together', async () => {
    await Promise.all([1, 2, 3].map(() => loadClinic(database.superuserUrl, clinic)));
    expect(await counts()).toEqual([FULL]);
  });

  it('is one transaction: the last row refused leaves none behind', async () => {
    const [component] = clinic.labComponents.slice(-1);
    if (component === undefined) throw new Error('There are no components.');
    const broken = [...clinic.labComponents.slice(0, -1), { ...component, patientId: clinic.patients[0]?.id ?? '' }];
    const loading = loadClinic(database.superuserUrl, { ...clinic, labComponents: broken });
    await expect(loading).rejects.toMatchObject({ code: '23503' });
    expect(await counts()).toEqual([EMPTY]);
  });
});

describe('an exported record', () => {
  it('becomes the same record elsewhere, to the last byte', async () => {
    await loadClinic(database.superuserUrl, clinic);
    // What JavaScript numbers and strings would spoil: trailing noughts, microseconds, sealed bytes.
    await ask(
      `update ehr.lab_component set value_number = 5.40 where id = (select min(id::text)::uuid from ehr.lab_component)`,
    );
    await ask(
      `update ehr.patient set ssn_sealed = '\\x00ff10', created_at = '2024-02-29 12:00:00.123456+02' where mrn = 'MRN002'`,
    );
    const exported = await exportClinic(database.superuserUrl);
    const elsewhere = await testDatabase({ migrate });
    try {
      await importClinic(elsewhere.urlAs('caregate_ehr'), exported);
      expect(await exportClinic(elsewhere.superuserUrl)).toBe(exported);
      expect(exported).toContain('5.40');
      expect(exported).toContain('.123456');
    } finally {
      await elsewhere.drop();
    }
  });

  it('is JSON with a row a line, so that two exports can be compared', async () => {
    await loadClinic(database.superuserUrl, clinic);
    const exported = await exportClinic(database.urlAs('caregate_ehr'));
    const { tables } = JSON.parse(exported) as { tables: Record<string, unknown[]> };
    expect(Object.keys(tables)).toEqual([
      'provider',
      'patient',
      'appointment',
      'medication',
      'allergy',
      'vital_sign',
      'lab_order',
      'lab_component',
    ]);
    expect(tables['patient']).toHaveLength(221);
    expect(exported.split('\n').filter((line) => line.includes('"MRN001"'))).toHaveLength(1);
  });

  it('of an empty record is empty, and imports as such', async () => {
    const exported = await exportClinic(database.superuserUrl);
    await importClinic(database.superuserUrl, exported);
    expect(await counts()).toEqual([EMPTY]);
  });

  it.each([
    ['that is no JSON', '{"format"', 'The document is not JSON.'],
    ['of another kind', '{"format":"other","version":1,"tables":{}}', 'The document is not an exported record.'],
    ['with a table of another schema', document({ signing_key: [] }), 'A record has no table "signing_key".'],
    [
      'with a column that is none',
      document({ patient: [{ id: '1', 'x") --': 1 }] }),
      'Table patient has no column "x") --".',
    ],
  ])('%s is refused before anything is written', async (_case, json, sentence) => {
    const importing = importClinic(database.superuserUrl, json);
    await expect(importing).rejects.toThrow(ImportRefused);
    await expect(importing).rejects.toThrow(sentence);
    expect(await counts()).toEqual([EMPTY]);
  });

  it('keeps a column that only some rows have', async () => {
    const people = [
      { mrn: 'A', first_name: 'A', last_name: 'A', birth_date: '2000-01-01' },
      { mrn: 'B', first_name: 'B', last_name: 'B', birth_date: '2000-01-01', city: 'Boston' },
    ].map((row) => ({
      active: true,
      version: 1,
      gender: 'other',
      created_at: '2026-01-01',
      updated_at: '2026-01-01',
      ...row,
    }));
    const json = document({ patient: people.map((row, n) => ({ id: clinic.patients[n]?.id, ...row })) });
    await importClinic(database.superuserUrl, json);
    expect(await ask('select mrn, city from ehr.patient order by mrn')).toEqual([
      { mrn: 'A', city: null },
      { mrn: 'B', city: 'Boston' },
    ]);
  });

  it('is not mixed into a record that holds patients', async () => {
    await loadClinic(database.superuserUrl, clinic);
    const exported = await exportClinic(database.superuserUrl);
    await expect(importClinic(database.superuserUrl, exported)).rejects.toThrow('The record holds patients already.');
  });
});

function document(tables: Record<string, unknown>): string {
  return JSON.stringify({ format: 'caregate.clinic', version: 1, tables });
}
