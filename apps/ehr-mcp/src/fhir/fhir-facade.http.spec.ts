import { randomUUID } from 'node:crypto';
import { givenCaller, givenRelation } from '@caregate/testing';
import { givenChart, readScopes, type GivenChart } from './given-chart.fixture.js';
import { facadeUrl, givenFacade, type FhirReply, type GivenFacade } from './given-facade.fixture.js';
import { linkOf, typesOf } from './searchset.fixture.js';

let facade: GivenFacade;
let john: string;
let mary: string;
let ids: GivenChart['ids'];

beforeAll(async () => {
  facade = await givenFacade();
  const { admit } = facade;
  ({ john, mary, ids } = await givenChart(facade.database));
  admit('doctor', givenCaller({ subject: 'doctor-1', scopes: readScopes }), [givenRelation('doctor-1', john)]);
  admit('app', givenCaller({ kind: 'client', subject: 'app-1', scopes: readScopes }), [givenRelation('app-1', null)]);
  admit('vitals-only', givenCaller({ subject: 'doctor-2', scopes: ['read:vitals'] }), [
    givenRelation('doctor-2', john),
  ]);
  admit('stranger', givenCaller({ subject: 'doctor-3', scopes: readScopes }));
  admit('smart', givenCaller({ subject: 'doctor-4', scopes: ['user/Patient.rs', 'patient/Observation.rs'] }), [
    givenRelation('doctor-4', john),
  ]);
  admit('john', givenCaller({ subject: 'john-1', role: 'patient', scopes: ['read:own_records'] }), [
    givenRelation('john-1', john, 'self'),
  ]);
  admit('glass', givenCaller({ subject: 'doctor-5', scopes: readScopes }), [
    givenRelation('doctor-5', mary, 'break-glass'),
  ]);
});

afterAll(() => facade.end());

beforeEach(() => facade.trail.entries.splice(0));

describe('what everybody may read (feature X09)', () => {
  it('is what the facade can do', async () => {
    const { status, headers, body } = await facade.get('/metadata');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/fhir+json');
    expect(body).toMatchObject({ resourceType: 'CapabilityStatement', implementation: { url: facadeUrl } });
    expect(facade.trail.entries).toEqual([]);
  });

  it('is where a SMART app signs in', async () => {
    const { body } = await facade.get('/.well-known/smart-configuration');
    expect(body).toMatchObject({
      authorization_endpoint: 'https://auth.example.org/oauth/auth',
      token_endpoint: 'https://auth.example.org/oauth/token',
      code_challenge_methods_supported: ['S256'],
    });
  });
});

describe('reading a resource', () => {
  it.each([
    ['Patient', () => john, 'patient.read', 'patient:read'],
    ['Observation', () => `${ids.vitals}-heart-rate`, 'vitals.read', 'vitals:read'],
    ['Observation', () => ids.component, 'lab.read', 'lab:read'],
    ['DiagnosticReport', () => ids.order, 'lab.read', 'lab:read'],
    ['MedicationRequest', () => ids.medication, 'medication.read', 'medication:read'],
    ['AllergyIntolerance', () => ids.allergy, 'allergy.read', 'allergy:read'],
    ['Appointment', () => ids.appointment, 'appointment.read', 'appointment:read'],
    ['Provenance', () => `${ids.vitals}-provenance`, 'vitals.read', 'vitals:read'],
  ])('%s is open to a related doctor and on the trail (%#)', async (type, id, event, permission) => {
    const { status, body } = await facade.get(`/${type}/${id()}`, 'doctor');
    expect([status, body['resourceType'], body['id']]).toEqual([200, type, id()]);
    expect(facade.trail.entries).toEqual([
      expect.objectContaining({
        event,
        permission,
        outcome: 'success',
        decision: 'assignment',
        patientId: john,
        entity: { type, id: id() },
        transport: 'http',
        actor: expect.objectContaining({ subject: 'doctor-1' }),
      }),
    ]);
  });

  it('is refused to whoever is not related, and says so on the trail', async () => {
    const { status, body } = await facade.get(`/Patient/${john}`, 'stranger');
    expect(status).toBe(403);
    expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'forbidden' }] });
    expect(facade.trail.entries).toEqual([
      expect.objectContaining({ outcome: 'refused', decision: 'access.patient.refused', patientId: john }),
    ]);
  });

  it('tells a stranger nothing of whether a patient exists', async () => {
    const existing = await facade.get(`/Patient/${mary}`, 'stranger');
    const nobody = await facade.get('/Patient/0199a000-0000-7000-8000-00000000dead', 'stranger');
    expect([nobody.status, nobody.body]).toEqual([existing.status, existing.body]);
  });

  it('is 404 for whoever reaches everybody', async () => {
    const { status, body } = await facade.get('/Patient/0199a000-0000-7000-8000-00000000dead', 'app');
    expect(status).toBe(404);
    expect(body).toMatchObject({ issue: [{ code: 'not-found' }] });
  });

  it('asks for the scope that is missing', async () => {
    const { status, headers } = await facade.get(`/AllergyIntolerance/${ids.allergy}`, 'vitals-only');
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(headers.get('www-authenticate')).toContain('read:allergies');
  });

  it.each([
    ['no token', undefined],
    ['a token nobody gave', 'forged'],
  ])('is refused with %s, and says so on the trail', async (_case, token) => {
    const { status, headers, body } = await facade.get(`/Patient/${john}`, token);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('resource_metadata=');
    expect(body).toMatchObject({ issue: [{ code: 'login' }] });
    expect(facade.trail.entries).toEqual([
      expect.objectContaining({
        event: 'patient.read',
        outcome: 'refused',
        actor: { kind: 'anonymous', subject: '', address: expect.any(String) },
      }),
    ]);
  });

  it('never takes a token from the address', async () => {
    expect((await facade.get(`/Patient/${john}?access_token=doctor`)).status).toBe(401);
  });

  it('lets patients read their own record and no other', async () => {
    expect((await facade.get(`/Patient/${john}`, 'john')).status).toBe(200);
    expect((await facade.get(`/Patient/${mary}`, 'john')).status).toBe(403);
  });

  it('records the purpose and the relation when the glass was broken, for each record (feature X02)', async () => {
    const tagged = {
      decision: 'break-glass',
      purpose: 'BTG',
      detail: expect.objectContaining({ breakGlass: expect.any(String) }),
    };
    await facade.get(`/Patient/${mary}`, 'glass');
    await facade.get(`/Observation?patient=${mary}`, 'glass');
    const ofMary = facade.trail.entries.filter(({ patientId }) => patientId === mary);
    expect(ofMary.length).toBeGreaterThanOrEqual(2);
    for (const entry of ofMary) expect(entry).toMatchObject(tagged);
  });

  it('tells a clinician without a relationship where to break the glass, also for a patient who is not there', async () => {
    const textOf = ({ body }: FhirReply) => JSON.stringify(body);
    const refused = await facade.get(`/Patient/${mary}`, 'stranger');
    expect(refused.status).toBe(403);
    expect(textOf(refused)).toContain('https://caregate.example.org/console/emergency');
    expect(textOf(await facade.get(`/Patient/${randomUUID()}`, 'stranger'))).toBe(textOf(refused));
    for (const token of ['john', 'app']) {
      const other = await facade.get(`/Patient/${token === 'app' ? randomUUID() : mary}`, token);
      expect(textOf(other)).not.toContain('console/emergency');
    }
  });

  it('records the purpose of use as the tools do (feature C08), and refuses what the role may not claim', async () => {
    const asked = (purpose: string) =>
      facade.get(`/Patient/${john}`, 'doctor', { headers: { 'x-purpose-of-use': purpose } });
    const statuses = [(await asked('')).status, (await asked('ETREAT')).status, (await asked('PATRQT')).status];
    expect([...statuses, (await asked('curiosity')).status]).toEqual([200, 200, 403, 400]);
    expect(facade.trail.entries.map(({ outcome, purpose }) => [outcome, purpose]).slice(0, 3)).toEqual([
      ['success', 'TREAT'],
      ['success', 'ETREAT'],
      ['refused', 'PATRQT'],
    ]);
  });

  it('gives scopes of SMART what they grant', async () => {
    expect((await facade.get(`/Patient/${john}`, 'smart')).status).toBe(200);
    // `patient/` means one patient in context, which a clinician's relations do not keep to.
    expect((await facade.get(`/Observation/${ids.component}`, 'smart')).status).toBe(403);
  });

  it('carries version and no permission to keep it', async () => {
    const { headers, body } = await facade.get(`/Patient/${john}`, 'doctor');
    expect(headers.get('etag')).toBe('W/"1"');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(body)).not.toMatch(/ssn|sealed/i);
  });
});

describe('searching', () => {
  it.each([
    ['Patient', `/Patient?name=doe`, 1],
    ['Observation', () => `/Observation?patient=${john}`, 5],
    ['Observation', () => `/Observation?patient=${john}&category=vital-signs&code=8867-4`, 1],
    ['Observation', () => `/Observation?subject=Patient/${john}&date=ge2026-03&date=lt2026-04`, 4],
    ['DiagnosticReport', () => `/DiagnosticReport?patient=${john}&status=final`, 1],
    ['MedicationRequest', () => `/MedicationRequest?patient=${john}&status=active`, 1],
    ['AllergyIntolerance', () => `/AllergyIntolerance?patient=${john}`, 1],
    ['Appointment', () => `/Appointment?patient=${john}&date=2026-05`, 1],
    ['Provenance', () => `/Provenance?target=Observation/${ids.vitals}`, 1],
    ['Practitioner', '/Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1234567893', 1],
  ])('finds %s (%#)', async (type, path, total) => {
    const { status, body } = await facade.get(typeof path === 'string' ? path : path(), 'doctor');
    expect([status, body['type'], body['total']]).toEqual([200, 'searchset', total]);
    expect(typesOf(body)).toEqual(Array.from({ length: total }, () => type));
    expect(facade.trail.entries.every(({ outcome }) => outcome === 'success')).toBe(true);
  });

  it('shows a doctor only the patients within reach, and an organisation those who are meant', async () => {
    expect((await facade.get('/Patient', 'doctor')).body['total']).toBe(1);
    expect((await facade.get('/Patient?name=johnson', 'doctor')).body['total']).toBe(0);
    expect((await facade.get('/Patient?name=jo', 'app')).body['total']).toBe(2);
    expect((await facade.get(`/Patient?name=${encodeURIComponent('Jöhn\u0301')}`, 'app')).body['total']).toBe(2);
    expect((await facade.get('/Patient?birthdate=1990', 'app')).body['total']).toBe(1);
    expect((await facade.get(`/Patient?_id=${mary},nonsense`, 'app')).body['total']).toBe(1);
    expect((await facade.get(`/Patient?_id=${mary}`, 'doctor')).body['total']).toBe(0);
    expect((await facade.get('/Patient?name=%25', 'app')).body['total']).toBe(0);
    // A wide sign, which is the same one when it is folded.
    expect((await facade.get('/Patient?name=%EF%BC%85', 'app')).body['total']).toBe(0);
    expect((await facade.get('/Patient', 'app')).status).toBe(400);
    expect((await facade.get('/Patient', 'stranger')).body['total']).toBe(0);
  });

  it.each([
    ['email=john.doe@EXAMPLE.org', 1],
    ['telecom=phone|978-555-0109', 1],
    ['phone=978-555-0109,none', 1],
    ['email=978-555-0109', 0],
    ['address=54 spr', 1],
    ['address-city=low', 1],
    ['address-city:exact=low', 0],
    ['gender=female', 1],
    ['gender=male,female', 2],
    ['gender=http://hl7.org/fhir/administrative-gender|female', 1],
    ['gender=other', 0],
    ['gender:not=female', 1],
    ['birthdate=gt1985-06-15', 1],
    ['birthdate=le1985-06-15,1990', 2],
    ['birthdate=sa1985-06-15,eb1985-06-15', 1],
    ['birthdate=ne1990-01-01', 1],
    ['birthdate=lt1985-06-15', 0],
    ['birthdate=lt1985-06-15T12:00:00Z', 1],
    ['active=true', 2],
    ['_lastUpdated=ge2020', 2],
    ['birthdate=ge1985-06-15&birthdate=lt1990', 1],
    ['identifier:missing=true', 0],
    ['email:missing=true', 1],
  ])('finds among all patients by whatever is said of one: %s', async (search, total) => {
    expect((await facade.get(`/Patient?${search}`, 'app')).body).toMatchObject({ type: 'searchset', total });
  });

  it('knows whose record is meant, in whatever order it is told', async () => {
    const some = `_id=${ids.vitals}-heart-rate,${ids.component}`;
    expect((await facade.get(`/Observation?${some}&patient=${john}`, 'doctor')).body['total']).toBe(2);
    expect((await facade.get(`/Observation?patient=${john}&${some}`, 'doctor')).body['total']).toBe(2);
    expect((await facade.get(`/Observation?${some}`, 'doctor')).body['total']).toBe(2);
    const visits = `actor=Practitioner/${ids.provider},Practitioner/${mary}&patient=${john}`;
    expect((await facade.get(`/Appointment?${visits}`, 'doctor')).body['total']).toBe(1);
  });

  it('answers for several patients what each of them opens, and records each by itself', async () => {
    const [row] = await facade.database.query(
      `INSERT INTO ehr.allergy (patient_id, allergen) VALUES ($1, 'Latex') RETURNING id`,
      [mary],
    );
    const both = `_id=${ids.allergy},${String(row?.['id'])}`;
    expect((await facade.get(`/AllergyIntolerance?${both}`, 'app')).body['total']).toBe(2);
    expect((await facade.get(`/AllergyIntolerance?patient=${john},${mary}`, 'app')).body['total']).toBe(2);
    facade.trail.entries.splice(0);
    const { body } = await facade.get(`/AllergyIntolerance?${both}`, 'doctor');
    expect([body['total'], typesOf(body)]).toEqual([1, ['AllergyIntolerance', 'OperationOutcome']]);
    expect(facade.trail.entries.map(({ patientId, outcome }) => [patientId, outcome])).toEqual([
      [mary, 'refused'],
      [john, 'success'],
    ]);
    const nobody = `_id=${ids.allergy},${ids.provider}`;
    const unknown = (await facade.get(`/AllergyIntolerance?${nobody}`, 'doctor')).body;
    expect(unknown['entry']).toEqual(body['entry']);
    expect((await facade.get(`/AllergyIntolerance?${both}`, 'stranger')).status).toBe(403);
    const many = Array.from({ length: 21 }, (_each, place) => ({
      mrn: `MANY${place}`,
      first_name: 'A',
      last_name: 'B',
    }));
    const owners = await Promise.all(
      many.map((each) => facade.database.addPatient({ ...each, birth_date: '1990-01-01' })),
    );
    expect((await facade.get(`/AllergyIntolerance?patient=${owners.slice(1).join()}`, 'app')).body['total']).toBe(0);
    expect((await facade.get(`/AllergyIntolerance?patient=${owners.join()}`, 'app')).status).toBe(400);
    await facade.database.query(`DELETE FROM ehr.patient WHERE mrn LIKE 'MANY%'`);
    await facade.database.query('DELETE FROM ehr.allergy WHERE patient_id = $1', [mary]);
  });

  it('leaves out what the token does not open, says so and records it', async () => {
    const { body } = await facade.get(`/Observation?patient=${john}`, 'vitals-only');
    expect(body['total']).toBe(4);
    expect(JSON.stringify(body)).toContain('Without laboratory results');
    expect(facade.trail.entries.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['lab.read', 'refused'],
      ['vitals.read', 'success'],
    ]);
  });

  it('is refused when nothing of it is open', async () => {
    const { status } = await facade.get(`/Observation?patient=${john}&category=laboratory`, 'vitals-only');
    expect(status).toBe(403);
    expect((await facade.get(`/Observation?patient=${mary}`, 'doctor')).status).toBe(403);
  });

  it('decides and records also where no row can match', async () => {
    const ofNoKind = 'category=social-history';
    expect((await facade.get(`/Observation?patient=${mary}&${ofNoKind}`, 'doctor')).status).toBe(403);
    facade.trail.entries.splice(0);
    const { status, body } = await facade.get(`/Observation?patient=${john}&${ofNoKind}`, 'vitals-only');
    expect([status, body['total']]).toEqual([200, 0]);
    expect(facade.trail.entries.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['lab.read', 'refused'],
      ['vitals.read', 'success'],
    ]);
  });

  it.each([
    ['/Observation', 'required'],
    ['/Observation?patient=a&date=never', 'value'],
    ['/Practitioner?_cursor=gone', 'not-found'],
  ])('refuses %s with what is wrong (%s)', async (path, code) => {
    const { status, body } = await facade.get(path, 'doctor');
    expect(status).toBe(400);
    expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code }] });
    expect(facade.trail.entries).toEqual([
      expect.objectContaining({ outcome: 'failure', decision: 'request.invalid' }),
    ]);
  });

  it('ignores and names an unknown parameter, and refuses it when strictness is preferred', async () => {
    const lenient = await facade.get('/Patient?name=doe&colour=red', 'doctor');
    expect(lenient.body['total']).toBe(1);
    expect(typesOf(lenient.body)).toEqual(['Patient', 'OperationOutcome']);
    const headers = { prefer: 'handling=strict' };
    expect((await facade.get('/Patient?name=doe&colour=red', 'doctor', { headers })).status).toBe(400);
  });

  it('pages by links that lead back to the facade', async () => {
    const { body } = await facade.get(`/Observation?patient=${john}&_count=2&_sort=date`, 'doctor');
    const next = linkOf(body, 'next');
    expect(next).toMatch(new RegExp(`^${facadeUrl}/Observation\\?`));
    const second = await facade.get(String(next).slice(facadeUrl.length), 'doctor');
    expect(typesOf(second.body)).toHaveLength(2);
  });
});

describe('vital signs', () => {
  it('say what they mean by age and sex, and by which range (feature X07)', async () => {
    const { body: rate } = await facade.get(`/Observation/${ids.vitals}-heart-rate`, 'doctor');
    expect(rate).toMatchObject({
      interpretation: [{ coding: [{ code: 'N' }] }],
      referenceRange: [{ low: { value: 60, code: '/min' }, high: { value: 100 } }],
    });
    const { body: pressure } = await facade.get(`/Observation/${ids.vitals}-blood-pressure`, 'doctor');
    expect(pressure['component']).toMatchObject([
      { interpretation: [{ coding: [{ code: 'H' }] }], referenceRange: [{ low: { value: 90 }, high: { value: 119 } }] },
      { interpretation: [{ coding: [{ code: 'H' }] }], referenceRange: [{ low: { value: 60 }, high: { value: 79 } }] },
    ]);
    expect(pressure).not.toHaveProperty('interpretation');
    const { body: weight } = await facade.get(`/Observation/${ids.vitals}-weight`, 'doctor');
    expect(weight).not.toHaveProperty('referenceRange');
  });
});

describe('a trail that cannot be written', () => {
  it('keeps the facade from answering', async () => {
    // The last spec of all: from here on nothing can be recorded.
    facade.trail.failWith(new Error('disk full'));
    const { status, body } = await facade.get(`/Patient/${john}`, 'doctor');
    expect([status, body['resourceType']]).toEqual([503, 'OperationOutcome']);
    expect((await facade.get('/Practitioner', 'doctor')).status).toBe(503);
    expect((await facade.get(`/Patient/${john}`, 'stranger')).status).toBe(503);
  });
});
