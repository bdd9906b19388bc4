import { ehrDatabase, type EhrDatabase } from '../../testing/ehr-database.js';
import { givenChart } from '../given-chart.fixture.js';
import { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { ChartList, type ListedPage } from './chart-list.js';
import { wholeChart } from './chart-parts.js';
import { readChart } from './chart-reader.js';
import { everythingQuery } from './everything-query.js';

/** Remembers how many rows were read. */
class CountingRecords extends FhirRecordsRepository {
  read = 0;

  override async vitalSigns(...of: Parameters<FhirRecordsRepository['vitalSigns']>) {
    const rows = await super.vitalSigns(...of);
    this.read += rows.length;
    return rows;
  }

  override async labComponents(...of: Parameters<FhirRecordsRepository['labComponents']>) {
    const orders = await super.labComponents(...of);
    this.read += orders.flatMap(({ components }) => components).length;
    return orders;
  }
}

describe('a long chart', () => {
  let database: EhrDatabase;
  let patientId: string;
  beforeAll(async () => {
    database = await ehrDatabase();
    patientId = (await givenChart(database)).mary;
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, recorded_by, heart_rate)
       SELECT $1, now() - make_interval(mins => n), 'monitor', 70 FROM generate_series(1, 1000) AS n`,
      [patientId],
    );
    await database.query(
      `WITH placed AS (INSERT INTO ehr.lab_order (order_id, patient_id, test_name) VALUES ('L1', $1, 'Long') RETURNING id)
       INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, value_number, effective_at)
       SELECT id, $1, 'C' || n, n, now() FROM placed, generate_series(1, 1000) AS n`,
      [patientId],
    );
  });
  afterAll(() => database.end());

  const given = async (search: string) => {
    const records = new CountingRecords(database.dataSource, { timeZone: 'America/New_York' });
    const query = everythingQuery(new URLSearchParams(search));
    const list = new ChartList(database.dataSource);
    const page: ListedPage = await list.page({ ...wholeChart, patientId, seesWithdrawn: true, query });
    return { records, page, chart: readChart(page.resources, { records, patientId, shown: (all) => all }) };
  };

  it('costs a page the rows that it shows and no others', async () => {
    const { records, page, chart } = await given('_type=Observation&_count=20');
    expect([page.total, page.resources.length, records.read]).toEqual([3_000, 20, 0]);
    let shown = 0;
    for await (const { resourceType } of chart) shown += resourceType === 'Observation' ? 1 : 0;
    expect([shown, records.read <= 20]).toEqual([20, true]);
  });

  it('is listed in as many statements as it takes, each resource once', async () => {
    const call = { ...wholeChart, patientId, seesWithdrawn: true, query: everythingQuery([]) };
    const whole = await new ChartList(database.dataSource).page(call);
    for (const atOnce of [1_000, 700])
      expect(await new ChartList(database.dataSource, atOnce).page(call)).toEqual(whole);
    const counted = { ...call, query: everythingQuery([['_count', '2500']]) };
    const page = await new ChartList(database.dataSource, 700).page(counted);
    expect(page.resources).toEqual(whole.resources.slice(0, 2_500));
    expect([page.total, page.next !== undefined]).toEqual([whole.total, true]);
  });

  it('is read as far as it is taken, while others in the process have their turns', async () => {
    const { records, page, chart } = await given('');
    const [taken, order]: [unknown[], string[]] = [[], []];
    for await (const resource of chart) {
      if (taken.length === 0) setImmediate(() => order.push('another request'));
      if (taken.push(resource) === 1) expect(records.read).toBeLessThanOrEqual(500);
    }
    order.push('the chart');
    expect([taken.length, order]).toEqual([page.total, ['another request', 'the chart']]);
  });
});
