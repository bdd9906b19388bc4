import { importBundle } from '@caregate/core-fhir';
import { givenCaller, givenRelation } from '@caregate/testing';
import { givenChart, readScopes } from '../given-chart.fixture.js';
import { facadeUrl, givenFacade, type FhirReply, type GivenFacade } from '../given-facade.fixture.js';
import { entriesOf, linkOf, typesOf } from '../searchset.fixture.js';
import { vitalJudgements } from '../sources/vital-judgements.js';

let facade: GivenFacade;
let john: string;
let mary: string;

beforeAll(async () => {
  facade = await givenFacade();
  const { admit } = facade;
  ({ john, mary } = await givenChart(facade.database));
  admit('doctor', givenCaller({ subject: 'doctor-1', scopes: readScopes }), [givenRelation('doctor-1', john)]);
  admit('vitals-only', givenCaller({ subject: 'doctor-2', scopes: ['read:vitals'] }), [
    givenRelation('doctor-2', john),
  ]);
  admit('smart', givenCaller({ subject: 'doctor-4', scopes: ['user/Patient.rs', 'patient/Observation.rs'] }), [
    givenRelation('doctor-4', john),
  ]);
});

afterAll(() => facade.end());

beforeEach(() => facade.trail.entries.splice(0));

/** Who wrote a row is opened beside the row. */
const ofRows = [
  'patient.read',
  'vitals.read',
  'vitals.read',
  'lab.read',
  'medication.read',
  'allergy.read',
  'appointment.read',
];
const ofWriters = ['patient.read', 'medication.read', 'allergy.read', 'appointment.read', 'lab.read'];

describe('everything of a patient (feature X09)', () => {
  it('is one Bundle that is imported again without anything left over', async () => {
    const { status, body } = await facade.get(`/Patient/${john}/$everything`, 'doctor');
    expect([status, body['type']]).toEqual([200, 'searchset']);
    const { chart, issues } = importBundle(body, { judge: vitalJudgements('America/New_York') });
    expect(issues).toEqual([]);
    expect(Object.entries(chart).map(([part, rows]) => [part, rows.length])).toEqual([
      ['patients', 1],
      ['providers', 1],
      ['appointments', 1],
      ['medications', 1],
      ['allergies', 1],
      ['labResults', 1],
      ['vitalSigns', 1],
      ['provenances', 1],
      ['writes', 0],
    ]);
    expect(facade.trail.entries.map(({ event }) => event)).toEqual([...ofRows, 'provider.read', ...ofWriters]);
  });

  it('is refused whole to whoever may not see the person', async () => {
    expect((await facade.get(`/Patient/${john}/$everything`, 'vitals-only')).status).toBe(403);
    expect((await facade.get(`/Patient/${mary}/$everything`, 'doctor')).status).toBe(403);
    expect((await facade.get(`/Patient/${john}/$everything`)).status).toBe(401);
    expect(facade.trail.entries.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
  });

  it('leaves out the parts that are not open and says so', async () => {
    const { body } = await facade.get(`/Patient/${john}/$everything`, 'smart');
    expect(typesOf(body)).toEqual(['Patient', 'OperationOutcome']);
    expect(JSON.stringify(body)).toContain('Without allergies');
  });
});

function everything(query = ''): Promise<FhirReply> {
  return facade.get(`/Patient/${john}/$everything${query}`, 'doctor');
}

it('holds each resource as a read of it answers it', async () => {
  const { body } = await everything();
  for (const { resource } of entriesOf(body)) {
    const { status, body: read } = await facade.get(`/${resource.resourceType}/${resource.id}`, 'doctor');
    if (status === 200) expect(read).toEqual(resource);
    else expect(['Coverage', 'PractitionerRole']).toContain(resource.resourceType);
  }
});

describe('less than everything (FHIR R4 operation Patient-everything)', () => {
  it.each([
    ['_type=Patient,AllergyIntolerance', ['Patient', 'AllergyIntolerance'], ['patient.read', 'allergy.read']],
    ['_type=Patient&_type=AllergyIntolerance', ['Patient', 'AllergyIntolerance'], ['patient.read', 'allergy.read']],
    ['_type=DiagnosticReport', ['DiagnosticReport'], ['patient.read', 'lab.read']],
    ['_type=Provenance', ['Provenance'], [...ofRows, ...ofWriters]],
    ['_type=Condition', [], ['patient.read']],
  ])('is of the types that are asked for, and no other part is opened: %s', async (query, types, events) => {
    const { status, body } = await everything(`?${query}`);
    expect([status, typesOf(body), body['total']]).toEqual([200, types, types.length]);
    expect(facade.trail.entries.map(({ event }) => event)).toEqual(events);
  });

  // The visit is of May 2026, vital signs of the 2nd of March, the laboratory value of the 1st of February.
  it.each([
    ['start=2026-03-03', ['Appointment'], ['Observation']],
    ['start=2026-03-02&end=2026-03-02', ['Observation', 'Provenance'], ['Appointment']],
    ['end=2026-03', ['Observation'], ['Appointment']],
    ['end=2025', [], ['Observation', 'Appointment', 'Provenance']],
  ])('is of the care of that time, beside who somebody is: %s', async (query, inside, outside) => {
    const types = typesOf((await everything(`?${query}`)).body);
    expect(types).toEqual(expect.arrayContaining(['Patient', 'AllergyIntolerance', ...inside]));
    for (const type of outside) expect(types).not.toContain(type);
  });

  it('is what changed since', async () => {
    expect(typesOf((await everything('?_since=2020-01-01T00:00:00Z')).body)).toContain('MedicationRequest');
    const { body } = await everything('?_since=2999-01-01T00:00:00Z');
    expect(typesOf(body)).toEqual([]);
  });

  it('tells of corrected vital signs when they were corrected, and not of them ever after', async () => {
    const correct = `update ehr.vital_sign set weight = weight, version = version + 1 where patient_id = $1
      returning updated_at`;
    const [corrected] = (await facade.database.query(correct, [john])).flat();
    const vitals = `/Observation?patient=${john}&category=vital-signs&_lastUpdated=`;
    const since = new Date(Number(corrected?.['updated_at'])).toISOString();
    const totalOf = async (bound: string) => (await facade.get(`${vitals}${bound}`, 'doctor')).body['total'];
    expect(await totalOf(`ge${since}`)).toBeGreaterThan(0);
    expect(await totalOf('gt2999')).toBe(0);
    expect(typesOf((await everything('?_since=2999-01-01T00:00:00Z')).body)).toEqual([]);
    expect(new Set(typesOf((await everything(`?_since=${since}`)).body))).toEqual(new Set(['Observation']));
  });

  it('comes in pages that hold each resource once', async () => {
    const whole = await everything();
    const names: (string | undefined)[] = [];
    let next: string | undefined = `${facadeUrl}/Patient/${john}/$everything?_count=4`;
    while (next !== undefined) {
      const { body } = await facade.get(next.slice(facadeUrl.length), 'doctor');
      const page = namesOf(body);
      expect([page.length <= 4, body['total']]).toEqual([true, whole.body['total']]);
      names.push(...page);
      next = linkOf(body, 'next');
    }
    expect(names).toEqual(namesOf(whole.body));
    expect(new Set(names).size).toBe(names.length);
    const none = (await everything('?_count=0')).body;
    expect([none['total'], 'entry' in none]).toEqual([names.length, false]);
  });

  it.each([
    ['nothing', '', 200],
    ['no parameters', '{"resourceType":"Parameters"}', 200],
    ['a parameter', '{"resourceType":"Parameters","parameter":[{"name":"_type","valueCode":"Patient"}]}', 200],
    ['a number', '{"resourceType":"Parameters","parameter":[{"name":"_count","valueInteger":1}]}', 200],
    ['a parameter nobody knows', '{"resourceType":"Parameters","parameter":[{"name":"x","valueCode":"y"}]}', 400],
    ['a parameter without a value', '{"resourceType":"Parameters","parameter":[{"name":"_type"}]}', 400],
    ['another resource', '{"resourceType":"Patient"}', 400],
    ['no JSON', '{', 400],
  ])('is asked for by POST with %s (FHIR R4 operations.html#executing)', async (_case, body, expected) => {
    const headers = { 'content-type': 'application/fhir+json' };
    const answer = await facade.get(`/Patient/${john}/$everything`, 'doctor', { method: 'POST', headers, body });
    expect(answer.status).toBe(expected);
    expect(answer.body['resourceType']).toBe(expected === 200 ? 'Bundle' : 'OperationOutcome');
    if (body.includes('_type') && expected === 200) expect(typesOf(answer.body)).toEqual(['Patient']);
    if (body.includes('_count')) expect(entriesOf(answer.body)).toHaveLength(1);
  });

  it.each([
    'start=yesterday',
    'end=2026-13',
    '_since=now',
    '_count=-1',
    '_type=patient',
    'start=2026&start=2025',
    '_elements=id',
    'code=1',
    '_cursor=junk',
  ])('is refused rather than answered beyond what was asked: %s', async (query) => {
    const { status, body } = await everything(`?${query}`);
    expect([status, body['resourceType']]).toEqual([400, 'OperationOutcome']);
  });
});

function namesOf(body: FhirReply['body']): (string | undefined)[] {
  return entriesOf(body).map(({ fullUrl }) => fullUrl);
}
