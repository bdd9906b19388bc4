import { givenCaller, givenRelation } from '@caregate/testing';
import { givenChart, givenWrites, readScopes } from '../given-chart.fixture.js';
import { facadeUrl, givenFacade, type GivenFacade } from '../given-facade.fixture.js';
import { givenRows } from '../given-rows.fixture.js';
import { entriesOf, linkOf } from '../searchset.fixture.js';
import { everythingQuery } from './everything-query.js';
import { everythingAmong, everythingOf } from './whole-chart.fixture.js';

const viewers = {
  doctor: { caller: givenCaller({ subject: 'doctor-1', scopes: readScopes }), via: 'assignment', open: () => true },
  // Is not shown what was entered in error.
  patient: {
    caller: givenCaller({ subject: 'john', role: 'patient', scopes: ['read:own_records'] }),
    via: 'self',
    open: (permission: string) => permission !== 'provider:read',
  },
  pharmacist: {
    caller: givenCaller({ subject: 'doctor-2', scopes: ['read:patients', 'read:medications', 'read:providers'] }),
    via: 'assignment',
    open: (permission: string) => ['patient:read', 'medication:read', 'provider:read'].includes(permission),
  },
  laboratory: {
    caller: givenCaller({ subject: 'doctor-3', scopes: ['read:patients', 'read:labs'] }),
    via: 'assignment',
    open: (permission: string) => ['patient:read', 'lab:read'].includes(permission),
  },
} as const;

type Viewer = keyof typeof viewers;

const times = [
  '',
  'start=2026-03-02',
  'end=2026-03',
  'start=2026-02-01&end=2026-02-01',
  'start=2026-06-03T10:10:00Z',
  'end=1970',
];
const since = ['_since=2026-03-06T01:00:00Z', '_since=2999-01-01T00:00:00Z', '_since=2026-03&start=2026-03-01'];
const types = [
  'Provenance',
  'Practitioner',
  'PractitionerRole,Coverage',
  'Observation',
  'DiagnosticReport,Appointment',
];
const asked = [...times, ...since, ...types.map((type) => `_type=${type}`), '_type=Provenance&end=2026-02'];

describe('everything of a patient, in pages that the database chooses (FHIR R4 operation Patient-everything)', () => {
  let facade: GivenFacade;
  let john: string;
  beforeAll(async () => {
    facade = await givenFacade();
    const chart = await givenChart(facade.database);
    john = chart.john;
    await givenWrites(facade.database, chart);
    await givenRows(facade.database, john);
    await facade.database.query(`UPDATE ehr.patient SET policy_number = 'P1' WHERE id = $1`, [john]);
    await facade.database.query(
      `INSERT INTO ehr.provider (npi, name, specialty, department) VALUES ('1000000001', 'X', '', '')`,
    );
    for (const [name, { caller, via }] of Object.entries(viewers))
      facade.admit(name, caller, [givenRelation(caller.subject, john, via === 'self' ? 'self' : 'assignment')]);
  });
  afterAll(() => facade.end());

  const all = ({ caller, via, open }: (typeof viewers)[Viewer]) =>
    everythingOf(facade.database, john, [caller, via], open);
  const everything = async (viewer: Viewer, search: string) => {
    const { body } = await facade.get(`/Patient/${john}/$everything?${search}`, viewer);
    const resources = entriesOf(body).filter(({ search: found }) => found?.mode === 'match');
    return { total: body['total'], resources: resources.map(({ resource }) => resource), next: linkOf(body, 'next') };
  };

  it.each(Object.keys(viewers) as Viewer[])(
    'is what looking at each resource of the chart finds, to the %s',
    async (viewer) => {
      const resources = await all(viewers[viewer]);
      expect(resources.length).toBeGreaterThan(30);
      for (const search of asked) {
        const query = everythingQuery(new URLSearchParams(search));
        const expected = everythingAmong(resources, query);
        const { total, resources: found } = await everything(viewer, search);
        expect([search, total, found]).toEqual([search, expected.total, expected.resources]);
      }
    },
  );

  it.each(Object.keys(viewers) as Viewer[])('comes in pages without a gap, to the %s', async (viewer) => {
    const whole = (await everything(viewer, '')).resources;
    for (const count of [13, whole.length]) {
      const joined: unknown[] = [];
      for (let next: string | undefined = `_count=${count}`; next !== undefined;) {
        const page = await everything(viewer, next);
        expect([page.total, page.resources.length <= count]).toEqual([whole.length, true]);
        joined.push(...page.resources);
        next = page.next?.slice(`${facadeUrl}/Patient/${john}/$everything?`.length);
      }
      expect(joined).toEqual(whole);
    }
  });
});
