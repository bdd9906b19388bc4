import { givenCaller, until } from '@caregate/testing';
import { ehrDatabase, type EhrDatabase } from '../../testing/ehr-database.js';
import type { FhirDoor } from '../fhir-door.js';
import { givenChart } from '../given-chart.fixture.js';
import { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { FhirEverything } from './fhir-everything.js';

const open = { decide: async () => 'assignment', passed: async () => {}, failed: async () => {} };

describe('charts that are asked for at once', () => {
  let database: EhrDatabase;
  let everything: FhirEverything;
  let large: string;
  let small: string;
  beforeAll(async () => {
    database = await ehrDatabase();
    ({ john: small, mary: large } = await givenChart(database));
    await database.query(
      `insert into ehr.vital_sign (patient_id, recorded_at, recorded_by, heart_rate)
       select $1, now() - make_interval(mins => minute), 'monitor', 70 from generate_series(1, 1000) as minute`,
      [large],
    );
    const records = new FhirRecordsRepository(database.dataSource, { timeZone: 'America/New_York' });
    everything = new FhirEverything(open as unknown as FhirDoor, records, 'https://ehr.example.org/fhir');
  });
  afterAll(() => database.end());

  const ask = (id: string, answer: () => Promise<void>) =>
    everything.of(
      { kind: 'everything', id, parameters: new URLSearchParams() },
      { identify: async () => givenCaller({ role: 'admin' }), body: [], answer },
    );

  it('are made one after the other where they are large, and small ones wait for none', async () => {
    const begun: string[] = [];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const first = ask(large, async () => {
      begun.push('first');
      await held;
    });
    await until(async () => begun.length === 1);
    const second = ask(large, async () => void begun.push('second'));
    await ask(small, async () => void begun.push('small'));
    expect(begun).toEqual(['first', 'small']);
    letGo();
    await Promise.all([first, second]);
    expect(begun).toEqual(['first', 'small', 'second']);
  });
});
