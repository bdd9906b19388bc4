import {
  includedAmong,
  parseQuery,
  providerToFhir,
  runQuery,
  servedTypes,
  type FhirQuery,
  type ServedType,
} from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import { givenCaller, givenRelation } from '@caregate/testing';
import type { FhirResource } from 'fhir/r4.js';
import { shownTo } from '../answer/shown-to.js';
import { givenChart, givenWrites, readScopes } from '../given-chart.fixture.js';
import { givenRows } from '../given-rows.fixture.js';
import { facadeUrl, givenFacade, type GivenFacade } from '../given-facade.fixture.js';
import { entriesOf, linkOf } from '../searchset.fixture.js';
import { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { fhirSources } from '../sources/fhir-sources.js';

const types = ['Observation', 'DiagnosticReport', 'MedicationRequest', 'AllergyIntolerance', 'Appointment'] as const;

const providers = `(npi, name, specialty, department, phone, email)
  VALUES ('1000000001', 'Dr. Zoë Nuñez', 'Medicine', 'A', '+49 170', 'Zoe@Example.org'), ('1000000002', 'Özge', 'M', 'A', NULL, NULL),
    ('1000000003', 'Dr. Pat O’Brien ', 'M', 'A', '555', NULL), ('1000000004', 'Ann  Lee', 'M', 'A', NULL, 'zoe@example.org'),
    ('1000000005', '李 100%_real', 'M', 'A', NULL, NULL), ('1000000006', 'ann lee', 'M', 'A', '555', NULL)`;

const viewers: Readonly<Record<string, { readonly caller: Caller; readonly via: string }>> = {
  doctor: { caller: givenCaller({ subject: 'doctor-1', scopes: readScopes }), via: 'assignment' },
  // Is not shown what was entered in error.
  patient: { caller: givenCaller({ subject: 'john', role: 'patient', scopes: ['read:own_records'] }), via: 'self' },
};

describe('pages of a search', () => {
  let facade: GivenFacade;
  let john: string;
  beforeAll(async () => {
    facade = await givenFacade();
    const chart = await givenChart(facade.database);
    john = chart.john;
    await givenWrites(facade.database, chart);
    await givenRows(facade.database, john);
    await facade.database.query(`INSERT INTO ehr.provider ${providers}`);
    for (const [name, { caller, via }] of Object.entries(viewers))
      facade.admit(name, caller, [givenRelation(caller.subject, john, via === 'self' ? 'self' : 'assignment')]);
  });
  afterAll(() => facade.end());

  /** Every resource of a type as it is shown, made of all rows. */
  const all = async (type: ServedType, viewer: string): Promise<readonly FhirResource[]> => {
    const records = new FhirRecordsRepository(facade.database.dataSource, { timeZone: 'America/New_York' });
    const tables = [
      'provider',
      'vital_sign',
      'lab_order',
      'lab_component',
      'medication',
      'allergy',
      'appointment',
      'patient',
    ];
    const sql = tables.map((table) => `SELECT id FROM ehr.${table}`).join(' UNION ALL ');
    const ids = (await facade.database.query(sql)).map(({ id }) => String(id));
    const { caller, via } = viewers[viewer] ?? { caller: givenCaller(), via: '' };
    if (type === 'Practitioner') return (await records.providers(ids)).map(providerToFhir);
    const shown: FhirResource[] = [];
    for (const source of fhirSources.filter((each) => each.type === type))
      shown.push(...shownTo(caller, via, await source.ofPatient(records, john, ids)));
    return shown;
  };

  const ofJohn = (type: ServedType) => ('patient' in servedTypes[type].parameters ? `patient=${john}&` : '');

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
  const listed = [...cases, ['Practitioner', 'doctor']] as const;

  it.each(listed)('hold what looking at each %s finds, whatever is asked: as %s', async (type, viewer) => {
    const resources = await all(type, viewer);
    expect(resources.length).toBeGreaterThan(5);
    const unlike: string[] = [];
    const asked = Object.keys(servedTypes[type].parameters).flatMap((name) => searchesBy(type, name, resources));
    for (const search of asked) {
      const given = `${ofJohn(type)}_count=500&${search}`;
      const expected = runQuery(queryOf(type, given), resources, new Date());
      const { status, total, matches } = await pageOf(type, given, viewer);
      const isSame = JSON.stringify([total, matches]) === JSON.stringify([expected.total, expected.resources]);
      if (status !== 200 || !isSame) unlike.push(`${status} ${search}: ${total} for ${expected.total}`);
    }
    expect(unlike).toEqual([]);
  });

  it.each(listed)('follow each other without a gap, however sorted: %s as %s', async (type, viewer) => {
    const resources = await all(type, viewer);
    const names = Object.keys(servedTypes[type].parameters);
    const sorts = names.flatMap((name) => [name, `-${name},_lastUpdated`]).concat('');
    const count = Math.ceil(resources.length / 4);
    const unlike: string[] = [];
    for (const sort of sorts) {
      const search = `${ofJohn(type)}_sort=${sort}`;
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
    if (parameter.kind === 'string') return wordsOf(name, value);
    if (parameter.kind === 'token') return tokensOf(name, value, parameter.impliedSystem);
    return datesOf(name, value);
  });
  return [...new Set([...asked, `${name}:missing=true`, `${name}:missing=false`])];
}

function wordsOf(name: string, value: string): readonly string[] {
  const written = [
    value,
    value.slice(0, 2),
    value.slice(1, -1),
    value.toUpperCase(),
    value.normalize('NFD'),
    `${value}%`,
  ];
  return ['', ':exact', ':contains'].flatMap((modifier) =>
    written.map((each) => `${name}${modifier}=${encodeURIComponent(each)}`),
  );
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
