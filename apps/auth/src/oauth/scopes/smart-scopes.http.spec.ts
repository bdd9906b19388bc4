import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withAdminTools } from '../../admin/admin-tools.js';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import type { Browser } from '../../testing/browser.fixture.js';
import {
  ask,
  authorizationRequest,
  postForm,
  refresh,
  register,
  tokensFor,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';

const ofVitals = 'category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';
const imaging = 'http://imaging.example:7778/mcp';

describe('scopes of SMART App Launch (feature X09)', () => {
  let auth: GivenAuth;
  let doctor: Browser;
  let patient: Browser;
  beforeAll(async () => {
    const resources = [
      { url: ehrResource, title: 'Health record' },
      { url: imaging, title: 'Images', scopes: ['read:imaging', 'read:labs'] },
    ];
    auth = await givenAuth({ environment: { RESOURCES: JSON.stringify(resources) } });
    doctor = await auth.signedIn();
    auth.idp.person = { sub: 'patient', name: 'John Doe', role: 'patient' };
    patient = await auth.signedIn();
  });
  afterAll(() => auth.close());

  const given = async (browser: Browser, scope: string, resource = ehrResource) =>
    (await tokensFor(auth.url, browser, { parameters: { scope, resource } })).tokens.scope.split(' ').filter(Boolean);

  it('are in the token of whoever allows them, and in the one after it', async () => {
    const { client, tokens } = await tokensFor(auth.url, patient, { parameters: { scope: 'patient/Observation.rs' } });
    expect(tokens.scope).toBe('patient/Observation.rs');
    expect(decodeJwt(tokens.access_token)).toMatchObject({ scope: 'patient/Observation.rs', role: 'patient' });
    const next = await refresh(auth.url, client, tokens.refresh_token);
    expect(await next.json()).toMatchObject({ scope: 'patient/Observation.rs' });
    expect((await auth.trail('consent.given')).at(-1)).toMatchObject({ detail: { scope: 'patient/Observation.rs' } });
  });

  it.each([
    ['patient/*.read', ['patient/*.read']],
    ['patient/Observation.r user/Practitioner.rs', ['patient/Observation.r', 'user/Practitioner.rs']],
    ['patient/Observation.rs read:own_records', ['patient/Observation.rs', 'read:own_records']],
    ['system/Patient.rs patient/Patient.rs', ['patient/Patient.rs']],
    ['patient/Patient.cruds patient/Encounter.rs patient/Patient.rs', ['patient/Patient.rs']],
  ])('are given to a patient as far as they are kept: %s', async (asked, expected) => {
    expect(await given(patient, asked)).toEqual(expected);
  });

  it('are given to a clinician in the words for people', async () => {
    const asked = `user/Observation.rs?${ofVitals} user/Patient.read patient/Patient.rs`;
    expect(await given(doctor, asked)).toEqual([`user/Observation.rs?${ofVitals}`, 'user/Patient.read']);
  });

  it('are given at a service as far as it offers what they open', async () => {
    expect(await given(doctor, 'user/DiagnosticReport.rs user/Patient.rs', imaging)).toEqual([
      'user/DiagnosticReport.rs',
    ]);
  });

  it('are said in words on the consent page', async () => {
    const client = await register(auth.url);
    const page = await ask(patient, authorizationRequest(auth.url, client, { scope: 'patient/Observation.rs' }));
    expect(page.html).toContain('Find and read vital signs and laboratory results in your own record');
  });

  it('keep an application to what it was registered for', async () => {
    const client = await register(auth.url, { scope: 'patient/Patient.rs' });
    const scope = 'patient/Patient.rs patient/Observation.rs';
    const { tokens } = await tokensFor(auth.url, patient, { client, parameters: { scope } });
    expect(tokens.scope).toBe('patient/Patient.rs');
  });

  it('are given to a machine as far as its own scopes open as much', async () => {
    const file = path.join(os.tmpdir(), `caregate-clients-${randomUUID()}.json`);
    const all = await withAdminTools(auth.config, ({ seedClients }) => seedClients.run(file));
    await rm(file, { force: true });
    const machine = all.find(({ scopes }) => scopes.includes('read:labs') && scopes.includes('read:vitals'));
    const { client_id = '', client_secret = '' } = machine ?? {};
    const grant = { grant_type: 'client_credentials', client_id, client_secret, resource: ehrResource };
    const scope = 'system/Observation.rs user/Observation.rs';
    const response = await postForm(`${auth.url}/oauth/token`, { ...grant, scope });
    expect(((await response.json()) as Tokens).scope).toBe('system/Observation.rs');
    const more = await postForm(`${auth.url}/oauth/token`, { ...grant, scope: 'system/*.rs' });
    expect([more.status, await more.json()]).toMatchObject([400, { error: 'invalid_scope' }]);
  });

  it.each([
    [ehrResource, ehrResource],
    [new URL('/fhir', ehrResource).href, ehrResource],
    [imaging, imaging],
  ])('come for the service that `aud` names: %s', async (aud, audience) => {
    const parameters = { scope: 'user/*.rs read:labs', resource: undefined, aud };
    const { tokens } = await tokensFor(auth.url, doctor, { parameters });
    expect(decodeJwt(tokens.access_token).aud).toBe(audience);
  });

  it.each(['https://counterfeit.example/fhir', 'nonsense', `${ehrResource.replace('ehr.', 'ehr-')}`])(
    'come for no server that is not of this house: %s (SMART App Launch 2.2)',
    async (aud) => {
      for (const resource of [undefined, ehrResource]) {
        const client = await register(auth.url);
        const { url } = await ask(
          doctor,
          authorizationRequest(auth.url, client, { scope: 'user/*.rs', resource, aud }),
        );
        expect([url.searchParams.get('error'), url.searchParams.get('code')]).toEqual(['invalid_target', null]);
      }
    },
  );
});
