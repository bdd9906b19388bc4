import { pageOf, parseQuery } from '@caregate/core-fhir';
import { givenCaller } from '@caregate/testing';
import { ehrDatabase, type EhrDatabase } from '../../testing/ehr-database.js';
import { givenChart } from '../given-chart.fixture.js';
import { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { fhirSources } from '../sources/fhir-sources.js';
import { FhirRows } from './fhir-rows.js';
import { providersTable } from './sql/providers.table.js';
import { ResourceFinder } from './sql/resource-finder.js';

/** Remembers how many rows were read. */
class CountingRecords extends FhirRecordsRepository {
  read = 0;

  override async vitalSigns(...of: Parameters<FhirRecordsRepository['vitalSigns']>) {
    const rows = await super.vitalSigns(...of);
    this.read += rows.length;
    return rows;
  }
}

describe('a page of a long chart', () => {
  let database: EhrDatabase;
  beforeAll(async () => (database = await ehrDatabase()));
  afterAll(() => database.end());

  it('reads the rows that it shows and no others', async () => {
    const { mary } = await givenChart(database);
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, recorded_by, heart_rate, temperature)
       SELECT $1, now() - make_interval(mins => n), 'monitor', 70, 98.6 FROM generate_series(1, 500) AS n`,
      [mary],
    );
    const [source] = fhirSources.filter(({ category }) => category === 'vital-signs');
    if (source === undefined) throw new TypeError('vital signs are served');
    const records = new CountingRecords(database.dataSource, { timeZone: 'America/New_York' });
    const rows = new FhirRows(records, new ResourceFinder(database.dataSource));
    const caller = givenCaller({ role: 'doctor' });
    const query = parseQuery('Observation', [
      ['patient', mary],
      ['_sort', '-date'],
      ['_count', '30'],
    ]);
    const opened = { source, patientId: mary, via: 'assignment' };
    const { total, behind } = await rows.find(query, opened, caller);
    const page = pageOf(query, [{ total, behind: behind.map((found) => ({ ...found, opened })) }]);
    expect([page.total, (await rows.read(page.matches, caller)).length, records.read]).toEqual([1500, 30, 10]);
  });

  it.each([
    ['_total=none', undefined, 50, 1],
    ['_total=estimate', 502, 50, 2],
    ['_total=none&_count=0', 502, 0, 1],
    ['_total=none&_summary=count', 502, 0, 1],
  ])('is not counted where no number is asked for: %s', async (search, total, shown, statements) => {
    let asked = 0;
    const counting = {
      query: async (...of: Parameters<typeof database.dataSource.query>) => {
        asked += 1;
        return database.dataSource.query(...of);
      },
    };
    await database.query(`INSERT INTO ehr.provider (npi, name, specialty, department)
      SELECT 2000000000 + n, 'N', '', '' FROM generate_series(1, 501) AS n ON CONFLICT DO NOTHING`);
    const query = parseQuery('Practitioner', new URLSearchParams(search));
    const found = await new ResourceFinder(counting as typeof database.dataSource).find(query, providersTable, {
      seesWithdrawn: true,
    });
    const page = pageOf(query, [found]);
    expect([page.total, page.matches.length, asked]).toEqual([total, shown, statements]);
    expect(page.next === undefined).toBe(shown === 0);
  });
});
