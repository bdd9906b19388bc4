import { givenCaller, givenRelation } from '@caregate/testing';
import { givenChart, readScopes, type GivenChart } from './given-chart.fixture.js';
import { givenFacade, type GivenFacade } from './given-facade.fixture.js';
import { typesOf } from './searchset.fixture.js';

const ofVitals = 'category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';

let facade: GivenFacade;
let john: string;
let mary: string;
let ids: GivenChart['ids'];

/** Tokens by their scopes: of John himself, who looks after Mary too, of his doctor, and of a machine. */
const tokens = {
  john: [
    ['patient/Observation.rs'],
    ['patient/Observation.read'],
    ['patient/Patient.rs'],
    ['patient/*.rs'],
    ['patient/*.read'],
    ['patient/Provenance.rs'],
    ['patient/Provenance.rs', `patient/Observation.rs?${ofVitals}`],
    ['patient/Observation.rs', 'read:own_records'],
    ['patient/Observation.s'],
    ['patient/Practitioner.rs'],
  ],
  doctor: [
    ['user/Patient.rs', 'user/Observation.rs'],
    [`user/Observation.rs?${ofVitals}`],
    ['user/Observation.r'],
    ['patient/Patient.rs'],
    ['user/Patient.rs', 'user/Observation.rs', 'patient/MedicationRequest.rs'],
  ],
  machine: [['system/Patient.rs'], ['user/Patient.rs']],
} as const;

beforeAll(async () => {
  facade = await givenFacade();
  ({ john, mary, ids } = await givenChart(facade.database));
  const self = [givenRelation('john-1', john, 'self'), givenRelation('john-1', mary, 'family')];
  for (const scopes of tokens.john)
    facade.admit(bearer(`john ${scopes.join(' ')}`), givenCaller({ subject: 'john-1', role: 'patient', scopes }), self);
  const chosen = givenCaller({
    subject: 'john-1',
    role: 'patient',
    scopes: ['patient/Patient.rs', 'patient/Observation.rs'],
    patientInContext: mary,
  });
  facade.admit(bearer('john for mary'), chosen, self);
  for (const scopes of tokens.doctor)
    facade.admit(bearer(`doctor ${scopes.join(' ')}`), givenCaller({ subject: 'doctor-1', scopes }), [
      givenRelation('doctor-1', john),
    ]);
  for (const scopes of tokens.machine) {
    const caller = givenCaller({ kind: 'client', role: 'system', subject: 'machine-1', scopes });
    facade.admit(bearer(`machine ${scopes.join(' ')}`), caller, [givenRelation('machine-1', null)]);
  }
});

afterAll(() => facade.end());

beforeEach(() => facade.trail.entries.splice(0));

const get = (path: string, token: string) => facade.get(path, bearer(token));

describe('a token of SMART scopes at the facade (feature X09)', () => {
  it('opens the type that it names and is on the trail', async () => {
    const { status, body } = await get(`/Observation?patient=${john}`, 'john patient/Observation.rs');
    expect([status, body['total']]).toEqual([200, 5]);
    expect(facade.trail.entries).toEqual([
      expect.objectContaining({ event: 'vitals.read', outcome: 'success', decision: 'self', patientId: john }),
      expect.objectContaining({ event: 'lab.read', outcome: 'success', decision: 'self', patientId: john }),
    ]);
  });

  it('is refused another type, told which scope it takes, and on the trail', async () => {
    const search = `/MedicationRequest?patient=${john}`;
    const { status, headers, body } = await get(search, 'john patient/Observation.rs');
    expect(status).toBe(403);
    expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'forbidden' }] });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer .*error="insufficient_scope"/);
    expect(headers.get('www-authenticate')).toContain('scope="patient/MedicationRequest.rs"');
    expect(facade.trail.entries).toEqual([
      expect.objectContaining({
        event: 'medication.read',
        outcome: 'refused',
        decision: 'access.scope.insufficient',
        patientId: john,
        actor: expect.objectContaining({ subject: 'john-1' }),
      }),
    ]);
  });

  it.each([
    ['john patient/Observation.read', () => `/Observation?patient=${john}`, 200],
    ['john patient/Observation.rs', () => `/Observation/${ids.vitals}-heart-rate`, 200],
    ['john patient/Observation.rs', () => `/Provenance/${ids.vitals}-provenance`, 403],
    ['john patient/Provenance.rs', () => `/Provenance/${ids.vitals}-provenance`, 403],
    ['john patient/Provenance.rs', () => `/Provenance?target=MedicationRequest/${ids.medication}`, 403],
    [
      `john patient/Provenance.rs patient/Observation.rs?${ofVitals}`,
      () => `/Provenance?target=Observation/${ids.vitals}-heart-rate`,
      200,
    ],
    ['john patient/Observation.s', () => `/Observation?patient=${john}`, 200],
    ['john patient/Observation.s', () => `/Observation/${ids.component}`, 403],
    ['john patient/*.rs', () => `/AllergyIntolerance?patient=${john}`, 200],
    ['john patient/*.read', () => `/DiagnosticReport/${ids.order}`, 200],
    ['john patient/Practitioner.rs', () => '/Practitioner', 200],
    ['doctor user/Patient.rs user/Observation.rs', () => `/Observation/${ids.component}`, 200],
    ['doctor user/Patient.rs user/Observation.rs', () => `/Patient/${mary}`, 403],
    ['doctor user/Observation.r', () => `/Observation/${ids.component}`, 200],
    ['doctor user/Observation.r', () => `/Observation?patient=${john}`, 403],
    [`doctor user/Observation.rs?${ofVitals}`, () => `/Observation/${ids.component}`, 403],
    ['doctor patient/Patient.rs', () => `/Patient/${john}`, 403],
    [
      'doctor user/Patient.rs user/Observation.rs patient/MedicationRequest.rs',
      () => `/MedicationRequest?patient=${john}`,
      403,
    ],
    ['machine system/Patient.rs', () => `/Patient/${mary}`, 200],
    ['machine system/Patient.rs', () => `/AllergyIntolerance?patient=${john}`, 403],
    ['machine user/Patient.rs', () => `/Patient/${mary}`, 403],
  ])('%s: opens no more than it says (%#)', async (token, path, expected) => {
    expect((await get(path(), token)).status).toBe(expected);
    expect(facade.trail.entries.at(-1)?.outcome).toBe(expected === 200 ? 'success' : 'refused');
  });

  it('leaves out the categories that it does not name', async () => {
    const { body } = await get(`/Observation?patient=${john}`, `doctor user/Observation.rs?${ofVitals}`);
    expect(typesOf(body)).toEqual([...Array.from({ length: 4 }, () => 'Observation'), 'OperationOutcome']);
  });

  it('means one patient by patient/: not the family whose records are open too', async () => {
    expect((await get('/Patient', 'john patient/Patient.rs')).body['total']).toBe(1);
    expect((await get(`/Patient/${mary}`, 'john patient/Patient.rs')).status).toBe(403);
    expect((await get(`/Observation?patient=${mary}`, 'john patient/Observation.rs')).status).toBe(403);
    const withOurs = 'john patient/Observation.rs read:own_records';
    expect((await get(`/Observation?patient=${mary}`, withOurs)).status).toBe(200);
    expect((await get('/Patient', withOurs)).body['total']).toBe(2);
  });

  it('means by patient/ the one who was chosen at sign-in, and nobody else', async () => {
    const { body } = await get('/Patient', 'john for mary');
    expect([body['total'], typesOf(body)]).toEqual([1, expect.arrayContaining(['Patient'])]);
    expect((await get(`/Patient/${mary}`, 'john for mary')).status).toBe(200);
    expect((await get(`/Patient/${john}`, 'john for mary')).status).toBe(403);
    expect((await get(`/Observation?patient=${john}`, 'john for mary')).status).toBe(403);
  });

  it('gets of everything what it names', async () => {
    const whole = await get(`/Patient/${john}/$everything`, 'john patient/*.rs');
    expect(new Set(typesOf(whole.body))).toContain('MedicationRequest');
    const part = await get(`/Patient/${john}/$everything`, 'doctor user/Patient.rs user/Observation.rs');
    // A laboratory order is a report as well, of which nothing was said.
    expect(new Set(typesOf(part.body))).toEqual(new Set(['Patient', 'Observation', 'OperationOutcome']));
    expect(JSON.stringify(part.body)).toContain('Without who recorded vital signs');
  });

  it('opens nothing that a token of ours would not open', async () => {
    facade.admit(bearer('stranger'), givenCaller({ subject: 'stranger-1', scopes: [...readScopes, 'user/*.rs'] }));
    expect((await get(`/Patient/${john}`, 'stranger')).status).toBe(403);
    facade.admit(bearer('billing'), givenCaller({ subject: 'billing-1', role: 'billing', scopes: ['user/*.rs'] }), [
      givenRelation('billing-1', john),
    ]);
    expect((await get(`/Observation?patient=${john}`, 'billing')).status).toBe(403);
  });
});

/** RFC 6750 §2.1: a token has no spaces. */
function bearer(name: string): string {
  return Buffer.from(name).toString('base64url');
}
