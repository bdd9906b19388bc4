import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { migrate } from '../database/migrate.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
  await withClient(database.superuserUrl, async (client) => {
    await client.query(
      `insert into ehr.patient (mrn, first_name, last_name, birth_date)
         select 'M' || n, 'First' || md5(n::text), 'Last' || md5((-n)::text), '1970-01-01' from generate_series(1, 20000) n`,
    );
    await client.query(`insert into ehr.patient (mrn, first_name, last_name, birth_date) values
      ('MRN001', 'John', 'Smith', '1985-06-15'), ('MRN002', 'Zoë', 'O''Neill', '1990-01-01')`);
    await client.query(
      `insert into ehr.vital_sign (patient_id, recorded_at, heart_rate, recorded_by)
         select id, now() - n * interval '1 day', 70, 'x' from ehr.patient, generate_series(1, 3) n`,
    );
    await client.query('analyze ehr.patient, ehr.vital_sign');
  });
});

afterAll(() => database.drop());

describe('a search among many patients', () => {
  it.each([
    ['the beginning of a last name', byBeginning('last_name', 'smi'), 'patient_by_last_name', 'MRN001'],
    ['the beginning of a first name', byBeginning('first_name', 'zoë'), 'patient_by_first_name', 'MRN002'],
    ['a misspelt name', byLikeness('jon smiht'), 'patient_by_likeness', 'MRN001'],
    ['an MRN', `select mrn from ehr.patient where mrn = 'MRN002'`, 'patient_mrn_key', 'MRN002'],
  ])('finds %s by an index', async (_what, query, index, mrn) => {
    const plan = await planOf(query);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
    expect((await rowsOf<{ mrn: string }>(query))[0]?.mrn).toBe(mrn);
  });

  it('finds the latest vital signs of one patient without sorting', async () => {
    const plan = await planOf(
      `select * from ehr.vital_sign where patient_id = (select id from ehr.patient where mrn = 'MRN001')
         order by recorded_at desc, id desc limit 10`,
    );
    expect(plan).toContain('vital_sign_of_patient');
    expect(plan).not.toContain('Sort');
  });
});

function byBeginning(column: string, text: string): string {
  const name = `lower(${column}) collate "C"`;
  return `select mrn from ehr.patient where ${name} like '${text}%' order by ${name} limit 10`;
}

function byLikeness(text: string): string {
  return `select mrn from ehr.patient order by lower(first_name || ' ' || last_name) <-> '${text}' limit 10`;
}

async function planOf(query: string): Promise<string> {
  const rows = await rowsOf<{ 'QUERY PLAN': string }>(`explain ${query}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

async function rowsOf<T extends object>(query: string): Promise<T[]> {
  return withClient(database.urlAs('caregate_ehr'), async (client) => (await client.query<T>(query)).rows);
}
