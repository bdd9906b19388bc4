import { givenCaller, givenRelation } from '@caregate/testing';
import { givenChart, readScopes, type GivenChart } from '../given-chart.fixture.js';
import { facadeUrl, givenFacade, type GivenFacade } from '../given-facade.fixture.js';
import { entriesOf, linkOf, typesOf } from '../searchset.fixture.js';

interface ServedResource {
  readonly type: string;
  readonly searchParam: readonly { readonly name: string; readonly type: string }[];
  readonly searchInclude?: readonly string[];
  readonly searchRevInclude?: readonly string[];
}

let facade: GivenFacade;
let john: string;
let ids: GivenChart['ids'];

beforeAll(async () => {
  facade = await givenFacade();
  ({ john, ids } = await givenChart(facade.database));
  await facade.database.query(
    `INSERT INTO ehr.provenance (patient_id, target, target_id, activity, before, tool, actor_kind, actor_subject,
       actor_client, request_id)
     VALUES ($1, 'medication', $2, 'update', '{}', 'discontinue_medication', 'user', 'doctor-1', 'assistant', 'r-1')`,
    [john, ids.medication],
  );
  const his = [givenRelation('doctor-1', john)];
  facade.admit('doctor', givenCaller({ subject: 'doctor-1', scopes: readScopes }), his);
  facade.admit('visits', givenCaller({ subject: 'doctor-1', scopes: ['read:appointments'] }));
  const system = givenCaller({ kind: 'client', subject: 'system-1', role: 'system', scopes: readScopes });
  facade.admit('system', system, [givenRelation('system-1', null)]);
  facade.admit('smart', givenCaller({ subject: 'doctor-1', scopes: ['user/Observation.rs'] }));
});

afterAll(() => facade.end());

beforeEach(() => facade.trail.entries.splice(0));

const search = (path: string, token = 'doctor', prefer?: string) =>
  facade.get(path, token, { headers: prefer === undefined ? {} : { prefer } });
const strict = 'handling=strict';

/** What finds John's rows, or nobody's: the least that a search of a type needs. */
const whom: Readonly<Record<string, () => string>> = {
  Patient: () => `_id=${john}`,
  Practitioner: () => '',
  Provenance: () => `target=Observation/${ids.vitals}`,
};

describe('the CapabilityStatement of the facade', () => {
  it('says of searching what the facade does, parameter by parameter', async () => {
    const { body } = await search('/metadata');
    // A CapabilityStatement, as its own spec says.
    const [rest] = body['rest'] as [{ readonly resource: readonly ServedResource[] }];
    const refused: string[] = [];
    for (const { type, searchParam, searchInclude = [], searchRevInclude = [] } of rest.resource) {
      const asked = [
        ...searchParam.map(({ name, type: kind }) => `${name}=${sampleOf(type, name, kind)}`),
        ...searchInclude.map((value) => `_include=${value}`),
        ...searchRevInclude.map((value) => `_revinclude=${value}`),
      ];
      for (const parameter of asked) {
        const { status } = await search(
          `/${type}?${whom[type]?.() ?? `patient=${john}`}&${parameter}`,
          'doctor',
          strict,
        );
        if (status !== 200) refused.push(`${status} ${type}?${parameter}`);
      }
    }
    expect(refused).toEqual([]);
  });

  it.each([
    'Patient?race=x',
    'Patient?_include=Patient:organization',
    'Observation?value-quantity=5',
    'MedicationRequest?_include=MedicationRequest:medication',
    'Observation?_revinclude=AuditEvent:entity',
    'Observation?patient.identifier=MRN001',
    'Observation?_has:Provenance:target:agent=x',
    'Observation?_contained=true',
  ])('leaves out what is not known, which strict handling refuses: %s', async (path) => {
    const [type = ''] = path.split('?');
    const { status, body } = await search(`/${path}&${whom[type]?.() ?? `patient=${john}`}`, 'doctor', strict);
    expect([status, body]).toMatchObject([400, { issue: [{ code: 'not-supported' }] }]);
  });

  it('is passed over otherwise, and the self link says what was understood', async () => {
    const { status, body } = await search(
      `/Observation?patient=${john}&value-quantity=5&_include=Nonsense:x&code=8867-4`,
    );
    expect([status, body['total']]).toEqual([200, 1]);
    expect(linkOf(body, 'self')).toMatch(/\/Observation\?patient=[\w-]+&code=8867-4$/);
  });
});

describe('searches that US Core asks for', () => {
  it.each([
    ['Patient', 'identifier=urn:caregate:mrn|MRN001', 1],
    ['Patient', 'identifier=urn:caregate:mrn|mrn001', 1],
    ['Patient', 'identifier=mRn001', 1],
    ['Patient', 'identifier=|MRN001', 0],
    ['Patient', 'identifier=http://hospital.example|MRN001', 0],
    ['Patient', 'identifier=http://hospital.example|', 0],
    ['Patient', 'identifier=urn:caregate:mrn|', 1],
    ['Patient', 'identifier=x,urn:caregate:mrn|mrn001', 1],
    ['Practitioner', 'identifier=http://hl7.org/fhir/sid/us-npi|1234567893', 1],
    ['Practitioner', 'identifier=1234567893', 1],
    ['Practitioner', 'identifier=|1234567893', 0],
    ['MedicationRequest', 'identifier=urn:caregate:prescription|med1', 1],
    ['Appointment', 'identifier=Apt1', 1],
    ['DiagnosticReport', 'identifier=urn:caregate:lab-order|', 1],
    ['DiagnosticReport', 'identifier=|LAB1', 0],
    ['Observation', 'status=http://hl7.org/fhir/observation-status|final', 5],
    ['Appointment', 'status=http://hl7.org/fhir/appointmentstatus|booked', 1],
    ['Patient', 'name=doe&birthdate=1985-06-15', 1],
    ['Patient', 'name=John+Doe', 1],
    ['Patient', 'name=Doe%20John', 1],
    ['Patient', 'name=Jane+Doe', 0],
    ['Patient', 'name=John+Doe&_lastUpdated=gt1985-06-15T08:00:00+02:00', 1],
    ['Patient', 'family=Doe&gender=male', 1],
    ['Patient', 'gender=female&name=doe', 0],
    ['Patient', 'given:exact=John&birthdate=gt1990', 0],
    ['Observation', 'category=vital-signs', 4],
    ['Observation', 'category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs', 4],
    ['Observation', 'category=laboratory,vital-signs', 5],
    ['Observation', 'code=http://loinc.org|8867-4', 1],
    ['Observation', 'code=|8867-4', 0],
    ['Observation', 'code=http://loinc.org|', 4],
    ['Observation', 'code=8867-4,85354-9', 2],
    ['Observation', 'code:not=8867-4', 4],
    ['Observation', 'category=vital-signs&date=ge2026-03-01&date=lt2026-03-02', 0],
    ['Observation', 'category=vital-signs&date=2026-03-02', 4],
    ['Observation', 'category=vital-signs&_lastUpdated=gt2020', 4],
    ['Observation', 'category=laboratory&status=final,amended', 1],
    ['MedicationRequest', 'intent=order&status=active', 1],
    ['MedicationRequest', 'intent=plan', 0],
    ['MedicationRequest', 'intent=order&authoredon=gt2020', 1],
    ['AllergyIntolerance', 'clinical-status=active', 1],
    [
      'AllergyIntolerance',
      'clinical-status=http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical|resolved',
      0,
    ],
    ['Appointment', 'date=ge2026-05-04&date=le2026-05-04&status=booked', 1],
    ['DiagnosticReport', 'category=LAB&date:missing=true', 1],
    ['DiagnosticReport', 'category=http://terminology.hl7.org/CodeSystem/v2-0074|LAB&status=final', 1],
  ])('%s?%s finds %i', async (type, parameters, total) => {
    const patient = ['Patient', 'Practitioner'].includes(type) ? '' : `&patient=Patient/${john}`;
    const { status, body } = await search(`/${type}?${parameters}${patient}`, 'doctor', strict);
    expect([status, body['total']]).toEqual([200, total]);
  });

  it.each([
    ['identifier=urn:caregate:mrn|mrn002', 1],
    ['identifier=http://hospital.example|MRN002', 0],
    ['identifier=|MRN002', 0],
  ])('among everybody: %s finds %i', async (parameters, total) => {
    const { status, body } = await search(`/Patient?${parameters}`, 'system', strict);
    expect([status, body['total']]).toEqual([200, total]);
  });

  it.each([
    ['of this server', () => `patient=${facadeUrl}/Patient/${john}`, 5],
    ['of another', () => `patient=https://other.example/fhir/Patient/${john}`, 0],
    ['below another address of this host', () => `patient=https://ehr.example.org/elsewhere/Patient/${john}`, 0],
    ['of both', () => `patient=https://other.example/fhir/Patient/${john},Patient/${john}`, 5],
    [
      'of another, as member',
      () => `patient=${john}&has-member=https://other.example/fhir/Observation/${ids.vitals}`,
      0,
    ],
  ])('knows whom an address %s refers to (FHIR R4 search.html#reference)', async (_case, query, total) => {
    const { status, body } = await search(`/Observation?${query()}`, 'system');
    expect([status, body['total']]).toEqual([200, total]);
  });

  it('takes the practitioner of an address for a practitioner, and the patient of another server for nobody', async () => {
    const visits = (query: string) => search(`/Appointment?${query}`);
    const own = await visits(`patient=${john}&actor=${facadeUrl}/Practitioner/${ids.provider}`);
    expect(own.body['total']).toBe(1);
    expect((await visits(`actor=https://other.example/fhir/Patient/${john}`)).status).toBe(400);
    expect((await search(`/Observation?patient=https://other.example/fhir/Patient/${john}`)).status).toBe(403);
    const target = `target=https://other.example/fhir/MedicationRequest/${ids.medication}`;
    expect((await search(`/Provenance?${target}`)).status).toBe(403);
    expect((await search(`/Provenance?${target}`, 'system')).body['total']).toBe(0);
  });

  it('sorts, counts and cuts as asked', async () => {
    const newest = await search(`/Observation?patient=${john}&_sort=-date&_count=1&_elements=code`);
    expect(entriesOf(newest.body)[0]?.resource).toMatchObject({ meta: { tag: [{ code: 'SUBSETTED' }] } });
    expect(entriesOf(newest.body)[0]?.resource).not.toHaveProperty('category');
    const uncounted = await search(`/Observation?patient=${john}&_total=none`);
    expect(['total' in uncounted.body, entriesOf(uncounted.body).length > 0]).toEqual([false, true]);
    const number = await search(`/Observation?patient=${john}&_summary=count&_total=accurate`);
    expect([number.body['total'], number.body['entry']]).toEqual([5, undefined]);
  });

  it('ends its pages, and all of them together are the whole', async () => {
    const seen: (string | undefined)[] = [];
    let next: string | undefined = `/fhir/Observation?patient=${john}&_count=2&_sort=date`;
    while (next !== undefined) {
      const { body } = await search(next.slice(next.indexOf('/fhir') + 5));
      seen.push(...entriesOf(body).map(({ resource }) => resource.id));
      next = linkOf(body, 'next');
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });
});

describe('what a search brings along', () => {
  it.each([
    [
      'Appointment',
      '_include=Appointment:practitioner&_include=Appointment:patient',
      ['Appointment', 'Patient', 'Practitioner'],
    ],
    ['Appointment', '_include=Appointment:actor:Practitioner', ['Appointment', 'Practitioner']],
    ['DiagnosticReport', '_include=DiagnosticReport:result', ['DiagnosticReport', 'Observation']],
    ['AllergyIntolerance', '_include=*', ['AllergyIntolerance', 'Patient']],
    ['Observation', 'code=8867-4&_revinclude=Provenance:target', ['Observation', 'Provenance']],
    ['Observation', 'category=laboratory&_revinclude=Provenance:target', ['Observation']],
    ['MedicationRequest', '_revinclude=Provenance:target', ['MedicationRequest', 'Provenance']],
    ['AllergyIntolerance', '_revinclude=Provenance:target', ['AllergyIntolerance']],
  ])('%s?%s: %j', async (type, parameters, expected) => {
    const { body } = await search(`/${type}?patient=${john}&${parameters}`, 'doctor', strict);
    expect(typesOf(body)).toEqual(expected);
    expect(body['total']).toBe(1);
    const modes = entriesOf(body).map((entry) => entry.search?.mode);
    expect(modes).toEqual(['match', ...expected.slice(1).map(() => 'include')]);
  });

  it('tells who wrote a row, to whom the row is open', async () => {
    const target = `target=MedicationRequest/${ids.medication}`;
    const found = await search(`/Provenance?${target}`);
    const [write] = entriesOf(found.body);
    expect([found.body['total'], write?.resource]).toMatchObject([
      1,
      { activity: { coding: [{ code: 'UPDATE' }] }, target: [{ reference: `MedicationRequest/${ids.medication}` }] },
    ]);
    expect(facade.trail.entries.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['medication.read', 'success'],
    ]);
    const read = `/Provenance/${write?.resource.id}`;
    expect((await search(read)).status).toBe(200);
    expect((await search(`/Provenance?_id=${write?.resource.id}`)).body['total']).toBe(1);
    for (const path of [read, `/Provenance?${target}`]) expect((await search(path, 'visits')).status).toBe(403);
  });

  it('tells who wrote the results of a laboratory, as of their report', async () => {
    const record = `INSERT INTO ehr.provenance (patient_id, target, target_id, activity, before, tool, actor_kind,
      actor_subject, actor_client, request_id) VALUES ($1, 'lab_order', $2, $3, $4, $5, 'client', 'lab-1', 'lab', 'r') RETURNING id`;
    await facade.database.query(record, [john, ids.order, 'create', null, 'order_lab']);
    const [row] = await facade.database.query(record, [john, ids.order, 'update', '{}', 'record_lab_results']);
    const beside = await search(`/Observation?patient=${john}&category=laboratory&_revinclude=Provenance:target`);
    expect(entriesOf(beside.body).map(({ resource }) => resource.id)).toEqual([ids.component, row?.['id']]);
    const found = await search(`/Provenance?target=Observation/${ids.component}`);
    expect(entriesOf(found.body).map(({ resource }) => resource)).toMatchObject([
      {
        id: row?.['id'],
        target: [{ reference: `DiagnosticReport/${ids.order}` }, { reference: `Observation/${ids.component}` }],
      },
    ]);
    expect((await search(`/Provenance?target=DiagnosticReport/${ids.order}`)).body['total']).toBe(2);
    await facade.database.query(`DELETE FROM ehr.provenance WHERE target = 'lab_order'`);
  });

  it('is decided upon and recorded for each type by itself', async () => {
    const { body } = await search(`/Appointment?patient=${john}&_include=Appointment:patient`, 'visits');
    expect(typesOf(body)).toEqual(['Appointment', 'OperationOutcome']);
    expect(facade.trail.entries.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['patient.read', 'refused'],
      ['appointment.read', 'success'],
    ]);
  });

  it('is not opened by a SMART scope for another type', async () => {
    const { body } = await search(`/Observation?patient=${john}&code=8867-4&_revinclude=Provenance:target`, 'smart');
    expect(typesOf(body)).toEqual(['Observation', 'OperationOutcome']);
  });
});

/** A value that such a parameter can have. */
function sampleOf(type: string, name: string, kind: string): string {
  if (kind === 'date') return 'ge2020-01-01';
  if (kind === 'token')
    return name === '_id' && type !== 'Practitioner' ? (type === 'Patient' ? john : idOf(type)) : 'x';
  if (kind === 'reference') return referenceOf(type, name);
  return 'x';
}

function idOf(type: string): string {
  return { Observation: ids.component, Provenance: `${ids.vitals}-provenance` }[type] ?? ids.medication;
}

function referenceOf(type: string, name: string): string {
  if (name === 'practitioner' || name === 'requester') return `Practitioner/${ids.provider}`;
  if (name === 'result' || name === 'has-member' || type === 'Provenance') return `Observation/${ids.vitals}`;
  return `Patient/${john}`;
}
