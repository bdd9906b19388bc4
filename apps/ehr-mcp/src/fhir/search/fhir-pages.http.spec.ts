import { includedAmong, parseQuery, runQuery, servedTypes, type FhirQuery, type ServedType } from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import { givenCaller, givenRelation } from '@caregate/testing';
import type { FhirResource } from 'fhir/r4.js';
import { shownTo } from '../answer/shown-to.js';
import { givenChart, givenWrites, readScopes } from '../given-chart.fixture.js';
import { facadeUrl, givenFacade, type GivenFacade } from '../given-facade.fixture.js';
import { entriesOf, linkOf } from '../searchset.fixture.js';
import { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { fhirSources } from '../sources/fhir-sources.js';

const types = ['Observation', 'DiagnosticReport', 'MedicationRequest', 'AllergyIntolerance', 'Appointment'] as const;

const viewers: Readonly<Record<string, { readonly caller: Caller; readonly via: string }>> = {
  doctor: { caller: givenCaller({ subject: 'doctor-1', scopes: readScopes }), via: 'assignment' },
  // Is not shown what was entered in error.
  patient: { caller: givenCaller({ subject: 'john', role: 'patient', scopes: ['read:own_records'] }), via: 'self' },
};

/** Rows of every kind: corrected, withdrawn, half empty, of one moment, and coded by whatever system. */
const rows = [
  `vital_sign (patient_id, recorded_at, recorded_by, heart_rate, systolic_bp, temperature, oxygen_saturation, status)
   SELECT $1, '2026-03-01T10:00:00.123456Z'::timestamptz + make_interval(days => n / 3), 'Nurse', nullif(60 + n, 63),
     CASE WHEN n % 2 = 0 THEN 120 END, CASE WHEN n % 3 = 0 THEN 98.6 END, CASE WHEN n % 4 = 0 THEN 97.5 END,
     (ARRAY['final', 'corrected', 'entered_in_error'])[1 + n % 3] FROM generate_series(0, 11) AS n WHERE n <> 3`,
  `lab_order (patient_id, order_id, test_name, loinc_code, status, collected_at, resulted_at)
   SELECT $1, 'Ab' || n, 'CBC', CASE WHEN n % 2 = 0 THEN '58410-2' END,
     (ARRAY['pending', 'in_progress', 'final', 'corrected', 'entered_in_error'])[1 + n % 5],
     CASE WHEN n % 2 = 1 THEN '2026-02-01T08:00:00Z'::timestamptz END,
     CASE WHEN n % 3 = 1 THEN '1969-02-01T08:00:00.5Z'::timestamptz END FROM generate_series(1, 10) AS n`,
  `lab_component (lab_order_id, patient_id, component, loinc_code, value_number, status, effective_at)
   SELECT id, $1, 'C' || n, CASE WHEN n > 1 THEN '718-' || n END, n,
     (ARRAY['reported', 'corrected', 'entered_in_error'])[n], '2026-02-01T08:00:00Z'
   FROM ehr.lab_order, generate_series(1, 3) AS n WHERE patient_id = $1 AND order_id <> 'Ab1'`,
  `medication (patient_id, medication_id, name, rxnorm_code, dosage, frequency, prescribed_date, prescriber_id, status)
   SELECT $1, 'Med' || n, 'Drug', CASE WHEN n % 2 = 0 THEN '314076' END, '', 'daily', date '2026-03-01' - n % 3,
     CASE WHEN n % 3 = 0 THEN (SELECT id FROM ehr.provider) END,
     (ARRAY['active', 'discontinued', 'completed', 'entered_in_error'])[1 + n % 4] FROM generate_series(2, 9) AS n`,
  `allergy (patient_id, allergen, code, code_system, status)
   SELECT $1, 'Allergen', CASE WHEN n % 4 > 0 THEN 'X' || n % 4 END, (ARRAY['http://snomed.info/sct', NULL, ''])[1 + n % 3],
     (ARRAY['active', 'inactive', 'resolved', 'entered_in_error'])[1 + n % 4] FROM generate_series(1, 9) AS n`,
  `appointment (patient_id, provider_id, appointment_id, starts_at, ends_at, appointment_type, status)
   SELECT $1, id, 'Apt0' || n, timestamptz '2026-06-01T10:00:00Z' + make_interval(days => n), timestamptz
     '2026-06-01T10:30:00Z' + make_interval(days => n), 'Visit',
     (ARRAY['scheduled', 'completed', 'cancelled', 'entered_in_error'])[1 + n % 4]
   FROM ehr.provider, generate_series(1, 8) AS n`,
];

describe('pages of a search', () => {
  let facade: GivenFacade;
  let john: string;
  beforeAll(async () => {
    facade = await givenFacade();
    const chart = await givenChart(facade.database);
    john = chart.john;
    await givenWrites(facade.database, chart);
    for (const sql of rows) await facade.database.query(`INSERT INTO ehr.${sql}`, [john]);
    for (const [name, { caller, via }] of Object.entries(viewers))
      facade.admit(name, caller, [givenRelation(caller.subject, john, via === 'self' ? 'self' : 'assignment')]);
  });
  afterAll(() => facade.end());

  /** Every resource of a type as it is shown, made of all rows. */
  const all = async (type: ServedType, viewer: string): Promise<readonly FhirResource[]> => {
    const records = new FhirRecordsRepository(facade.database.dataSource, { timeZone: 'America/New_York' });
    const tables = ['vital_sign', 'lab_order', 'medication', 'allergy', 'appointment', 'patient'];
    const sql = tables.map((table) => `SELECT id FROM ehr.${table}`).join(' UNION ALL ');
    const ids = (await facade.database.query(sql)).map(({ id }) => String(id));
    const { caller, via } = viewers[viewer] ?? { caller: givenCaller(), via: '' };
    const shown: FhirResource[] = [];
    for (const source of fhirSources.filter((each) => each.type === type))
      shown.push(...shownTo(caller, via, await source.ofPatient(records, john, ids)));
    return shown;
  };

  const queryOf = (type: ServedType, search: string): FhirQuery =>
    parseQuery(type, new URLSearchParams(search), { baseUrl: facadeUrl });

  const pageOf = async (type: ServedType, search: string, viewer: string) => {
    const { status, body } = await facade.get(`/${type}?${search}`, viewer);
    const entries = entriesOf(body);
    const of = (mode: string) => entries.filter((each) => each.search?.mode === mode).map(({ resource }) => resource);
    const next = linkOf(body, 'next')?.split('?')[1];
    return { status, total: body['total'], matches: of('match'), included: of('include'), next };
  };

  const cases = types.flatMap((type) => Object.keys(viewers).map((viewer) => [type, viewer] as const));

  it.each(cases)('hold what looking at each %s finds, whatever is asked: as %s', async (type, viewer) => {
    const resources = await all(type, viewer);
    expect(resources.length).toBeGreaterThan(5);
    const unlike: string[] = [];
    const asked = Object.keys(servedTypes[type].parameters).flatMap((name) => searchesBy(type, name, resources));
    for (const search of asked) {
      const given = `patient=${john}&_count=500&${search}`;
      const expected = runQuery(queryOf(type, given), resources, new Date());
      const { status, total, matches } = await pageOf(type, given, viewer);
      const isSame = JSON.stringify([total, matches]) === JSON.stringify([expected.total, expected.resources]);
      if (status !== 200 || !isSame) unlike.push(`${status} ${search}: ${total} for ${expected.total}`);
    }
    expect(unlike).toEqual([]);
  });

  it.each(cases)('follow each other without a gap, however sorted: %s as %s', async (type, viewer) => {
    const resources = await all(type, viewer);
    const names = Object.keys(servedTypes[type].parameters);
    const sorts = names.flatMap((name) => [name, `-${name},_lastUpdated`]).concat('');
    const count = Math.ceil(resources.length / 4);
    const unlike: string[] = [];
    for (const sort of sorts) {
      const search = `patient=${john}&_sort=${sort}`;
      const expected = runQuery(queryOf(type, `${search}&_count=500`), resources, new Date());
      const joined: (string | undefined)[] = [];
      for (let next: string | undefined = `${search}&_count=${count}`; next !== undefined;) {
        const page = await pageOf(type, next, viewer);
        joined.push(...page.matches.map(({ id }) => id));
        next = page.next;
      }
      if (String(joined) !== String(expected.resources.map(({ id }) => id))) unlike.push(sort);
    }
    expect(unlike).toEqual([]);
  });

  it.each([...cases, ['Provenance', 'doctor'], ['Provenance', 'patient'], ['Patient', 'doctor']] as const)(
    'bring along what belongs to them, and are found by their ids: %s as %s',
    async (type, viewer) => {
      const candidates: FhirResource[] = [];
      for (const each of [...types, 'Patient', 'Provenance'] as const) candidates.push(...(await all(each, viewer)));
      const resources = candidates.filter(({ resourceType }) => resourceType === type);
      for (const resource of resources.filter((_each, index) => index % 3 === 0)) {
        const search = `_id=${resource.id}&_include=*&_revinclude=*`;
        const { matches, included } = await pageOf(type, search, viewer);
        expect(matches).toEqual([resource]);
        const expected = includedAmong(candidates, queryOf(type, search).includes, [resource]);
        const here = included.filter(({ resourceType }) => resourceType !== 'Practitioner');
        expect(byId(here)).toEqual(byId(expected));
        expect((await facade.get(`/${type}/${resource.id}`, viewer)).body).toEqual(resource);
      }
    },
  );

  it('hold each of what there was once, also where rows are written between two', async () => {
    const search = `patient=${john}&_sort=-date&_count=10`;
    const before = (await all('Observation', 'doctor')).map(({ id }) => id);
    const seen: (string | undefined)[] = [];
    for (let next: string | undefined = search; next !== undefined;) {
      const page = await pageOf('Observation', next, 'doctor');
      seen.push(...page.matches.map(({ id }) => id));
      next = page.next;
      await facade.database.query(
        `INSERT INTO ehr.vital_sign (patient_id, recorded_at, recorded_by, heart_rate)
         VALUES ($1, '2020-01-01', 'Nurse', 70), ($1, now(), 'Nurse', 70)`,
        [john],
      );
      if (seen.length > 500) throw new Error('pages go round');
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((id) => !seen.includes(id))).toEqual([]);
  });
});

/** Each value that there is, in every way in which it can be asked for. */
function searchesBy(type: ServedType, name: string, resources: readonly FhirResource[]): readonly string[] {
  const parameter = servedTypes[type].parameters[name];
  if (parameter === undefined) throw new TypeError(name);
  // Every resource given here is of that type.
  const values = resources.flatMap((resource) => parameter.of(resource as never) as readonly unknown[]);
  const unlike = [...new Set(values.map((value) => JSON.stringify(value)))]
    .slice(0, parameter.kind === 'date' ? 1 : 3)
    .map((text) => JSON.parse(text));
  const asked = unlike.flatMap((value): readonly string[] => {
    if (parameter.kind === 'reference') return [`${name}=${value}`, `${name}=${value},${value}x`];
    if (parameter.kind === 'token') return tokensOf(name, value, parameter.impliedSystem);
    return datesOf(name, value);
  });
  return [...new Set([...asked, `${name}:missing=true`, `${name}:missing=false`])];
}

function tokensOf(
  name: string,
  { system = '', code }: { readonly system?: string; readonly code: string },
  impliedSystem = system,
): readonly string[] {
  const written = [code, code.toUpperCase(), `|${code}`, `${system}|${code}`, `${impliedSystem}|`, `x|${code}`];
  return [...written.map((each) => `${name}=${each}`), `${name}:not=${code}`, `${name}:not=${impliedSystem}|,x`];
}

function datesOf(name: string, { from }: { readonly from: number }): readonly string[] {
  const text = new Date(from).toISOString();
  const written = [text, text.slice(0, 7)];
  const prefixes = ['', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
  return written.flatMap((each) => prefixes.map((prefix) => `${name}=${prefix}${each}`));
}

function byId(resources: readonly { readonly id?: string | undefined }[]) {
  return resources.toSorted((one, other) => String(one.id).localeCompare(String(other.id)));
}
