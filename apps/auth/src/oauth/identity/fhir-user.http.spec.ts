import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { ask, authorizationRequest, register, tokensFor } from '../../testing/oauth-client.fixture.js';

const scope = 'openid fhirUser patient/Patient.rs';

describe('the scope `fhirUser` (SMART App Launch 2.2, feature X09)', () => {
  let auth: GivenAuth;
  const [own, child] = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  /** Somebody signed in whose records are these. */
  const given = async (role: string, relations: readonly (readonly [string, string])[]) => {
    const name = randomUUID();
    auth.idp.person = { sub: name, name, role };
    const browser = await auth.signedIn();
    for (const [kind, patientId] of relations)
      await auth.ask(
        `insert into access.relation (subject, patient_id, kind, granted_by, valid_from)
         select id::text, $2, $3, 'spec', now() from auth.user_account where name = $1`,
        [name, patientId, kind],
      );
    return browser;
  };
  /** What the ID token says, and what the UserInfo endpoint says. */
  const told = async (browser: Awaited<ReturnType<typeof given>>, asked = scope) => {
    const { tokens } = await tokensFor(auth.url, browser, { parameters: { scope: asked } });
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const info = (await (await fetch(`${auth.url}/oauth/userinfo`, { headers })).json()) as Record<string, unknown>;
    return [decodeJwt(tokens.id_token ?? '')['fhirUser'], info['fhirUser']];
  };

  it('names the own record of a patient, wherever their family is', async () => {
    const browser = await given('patient', [
      ['family', child],
      ['self', own],
    ]);
    expect(await told(browser)).toEqual([`Patient/${own}`, `Patient/${own}`]);
    const metadata = await fetch(`${auth.url}/oauth/.well-known/openid-configuration`);
    expect(await metadata.json()).toMatchObject({
      scopes_supported: expect.arrayContaining(['openid', 'fhirUser']),
      claims_supported: expect.arrayContaining(['fhirUser']),
    });
  });

  it.each<[string, string, readonly (readonly [string, string])[]]>([
    ['a clinician, whom no resource is about', 'doctor', [['assignment', own]]],
    ['who only cares for somebody', 'patient', [['family', child]]],
    [
      'two records, of which none is surely the one',
      'patient',
      [
        ['self', own],
        ['self', child],
      ],
    ],
  ])('names nobody for %s', async (_case, role, relations) => {
    const asked = role === 'doctor' ? 'openid fhirUser user/Patient.rs' : scope;
    expect(await told(await given(role, relations), asked)).toEqual([undefined, undefined]);
  });

  it('names nobody to who did not ask, and is told on the consent page to who did', async () => {
    const browser = await given('patient', [['self', own]]);
    expect(await told(browser, 'openid patient/Patient.rs')).toEqual([undefined, undefined]);
    const page = await ask(browser, authorizationRequest(auth.url, await register(auth.url), { scope }));
    expect(page.html).toContain('Know which record is yours');
  });
});
