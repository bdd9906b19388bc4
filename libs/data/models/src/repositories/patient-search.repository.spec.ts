import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/create-data-source.js';
import { migrate } from '../database/migrate.js';
import { beginningQuery, likenessQuery, type SqlQuery } from './name-query.js';
import { nameWays } from './name-ways.js';
import { PatientSearchRepository } from './patient-search.repository.js';

let database: TestDatabase;
let dataSource: DataSource;
let search: PatientSearchRepository;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
  await withClient(database.superuserUrl, async (client) => {
    await client.query(
      `insert into ehr.patient (mrn, first_name, last_name, birth_date)
         select 'M' || n, 'Xfirst' || md5(n::text), 'Xlast' || md5((-n)::text), '1970-01-01'
           from generate_series(1, 20000) n`,
    );
    await client.query(`insert into ehr.patient (mrn, first_name, last_name, birth_date) values
      ('JOHN', 'John', 'Smith', '1985-06-15'), ('ZOE', 'Zoë', 'O''Neill', '1990-01-01'),
      ('MERWE', 'Thabo', 'van der Merwe', '1990-01-01'), ('SMITHERS', 'Waylon', 'Smithers', '1990-01-01'),
      ('PERCENT', '100%', 'Under_Score', '1990-01-01'), ('NUNEZ', 'Ana', '${'Núñez'.normalize('NFD')}', '1990-01-01'),
      ('WANG', '小明', '王', '1990-01-01'), ('MUHAMMAD', 'مُحَمَّد', 'العلي', '1990-01-01')`);
    await client.query(
      `insert into ehr.vital_sign (patient_id, recorded_at, heart_rate, recorded_by)
         select id, now() - n * interval '1 day', 70, 'x' from ehr.patient, generate_series(1, 3) n`,
    );
    await client.query('vacuum analyze ehr.patient, ehr.vital_sign');
  });
  dataSource = createDataSource({ url: database.urlAs('caregate_ehr'), applicationName: 'specs', poolSize: 2 });
  await dataSource.initialize();
  search = new PatientSearchRepository(dataSource);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('the search for a patient by name', () => {
  it.each([
    ['the beginning of a last name, in order', 'smi', ['JOHN', 'SMITHERS']],
    ['a first name', 'waylon', ['SMITHERS']],
    ['first and last name', 'john smith', ['JOHN']],
    ['last and first name', 'Smith, John', ['JOHN']],
    ['a last name of several words', 'van der m', ['MERWE']],
    ['first name before a last name of several words', 'Thabo van der Merwe', ['MERWE']],
    ['capital letters beyond English', 'ZOË o', ['ZOE']],
    ['what is typed without accents', 'zoe o', ['ZOE']],
    ['accents that are characters of their own (NFD)', 'Zoe\u0308 o', ['ZOE']],
    ['a name that was written so', 'Núñez', ['NUNEZ']],
    ['the apostrophe of a telephone', 'O\u2019Neill', ['ZOE']],
    ['letters of full width', '\uFF33mithers', ['SMITHERS']],
    ['a name in other letters', '王', ['WANG']],
    ['a name without its vowel points', 'محمد', ['MUHAMMAD']],
    ['signs that mean something to a database', '100% under_', ['PERCENT']],
  ])('finds %s', async (_what, term, mrns) => {
    const { patients, approximate } = await search.byName(term, { limit: 10 });
    expect({ mrns: patients.map(({ mrn }) => mrn), approximate }).toEqual({ mrns, approximate: false });
  });

  it.each([
    ['jon smiht', 'JOHN'],
    ['smiht john', 'JOHN'],
    ['smihters', 'SMITHERS'],
    ['vander merwe tabo', 'MERWE'],
  ])('takes "%s" for a slip, and says that it did', async (term, mrn) => {
    const { patients, approximate } = await search.byName(term, { limit: 10 });
    expect([patients[0]?.mrn, approximate]).toEqual([mrn, true]);
  });

  it.each(['', '  ', '%', 'qqqq wwww'])('finds nobody for "%s"', async (term) => {
    expect((await search.byName(term, { limit: 10 })).patients).toEqual([]);
  });

  it('shows only patients whom the caller may see, exactly or by resemblance', async () => {
    const all = await search.byName('smith', { limit: 10 });
    const among = all.patients.filter(({ mrn }) => mrn === 'SMITHERS').map(({ id }) => id);
    const mrnsOf = async (term: string) =>
      (await search.byName(term, { limit: 10, among })).patients.map(({ mrn }) => mrn);
    expect([await mrnsOf('smith'), await mrnsOf('smihters'), await mrnsOf('jon smiht')]).toEqual([
      ['SMITHERS'],
      ['SMITHERS'],
      [],
    ]);
  });

  it('answers no more than was asked for', async () => {
    expect((await search.byName('xlast', { limit: 7 })).patients).toHaveLength(7);
  });
});

describe('a search among many patients', () => {
  it.each([
    ['a beginning', beginningQuery({ ways: nameWays('smi'), limit: 10 }), ['by_last_name', 'by_first_name']],
    ['two beginnings', beginningQuery({ ways: nameWays('jo smi'), limit: 10 }), ['by_last_name']],
    ['a resemblance', likenessQuery({ ways: nameWays('smiht'), limit: 10 }), ['by_likeness']],
    ['two resemblances', likenessQuery({ ways: nameWays('jon smiht'), limit: 10 }), ['by_likeness']],
    ['an MRN', { text: `select id from ehr.patient where mrn = 'JOHN'`, values: [] }, ['mrn_key']],
  ])('finds %s by index', async (_what, query, indexes) => {
    const plan = await planOf(query);
    indexes.forEach((index) => expect(plan).toContain(`patient_${index}`));
    expect(plan).not.toContain('Seq Scan');
  });

  it('finds the latest vital signs of one patient without sorting', async () => {
    const plan = await planOf({
      text: `select * from ehr.vital_sign where patient_id = (select id from ehr.patient where mrn = 'JOHN')
               order by recorded_at desc, id desc limit 10`,
      values: [],
    });
    expect(plan).toContain('vital_sign_of_patient');
    expect(plan).not.toContain('Sort');
  });
});

async function planOf({ text, values }: SqlQuery): Promise<string> {
  const rows = await dataSource.query<Record<string, string>[]>(`explain ${text}`, values);
  return rows.flatMap((row) => Object.values(row)).join('\n');
}
