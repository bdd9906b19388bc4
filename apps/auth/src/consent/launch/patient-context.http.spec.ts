import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import type { Browser } from '../../testing/browser.fixture.js';
import {
  ask,
  authorizationRequest,
  postForm,
  redeem,
  redirectUri,
  refresh,
  register,
  tokensFor,
  type TestClient,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';

const scope = 'launch/patient patient/Patient.rs';

describe('an application that asks whose record it is to open (SMART App Launch 2.2, feature X09)', () => {
  let auth: GivenAuth;
  let client: TestClient;
  const [own, child] = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    auth = await givenAuth();
    client = await register(auth.url);
  });
  afterAll(() => auth.close());

  /** Somebody signed in whose records are these. */
  const given = async (role: string, relations: Record<string, string>): Promise<Browser> => {
    const name = randomUUID();
    auth.idp.person = { sub: name, name, role };
    const browser = await auth.signedIn();
    for (const [patientId, kind] of Object.entries(relations))
      await auth.ask(
        `insert into access.relation (subject, patient_id, kind, granted_by, valid_from)
         select id::text, $2, $3, 'spec', now() from auth.user_account where name = $1`,
        [name, patientId, kind],
      );
    return browser;
  };
  const begin = async (browser: Browser) => {
    const request = authorizationRequest(auth.url, client, { scope });
    return { request, page: await ask(browser, request) };
  };
  const choose = async (browser: Browser, fields: Record<string, string>) => {
    const { request, page } = await begin(browser);
    const { url } = await browser.submit(page, { decision: 'allow', ...fields }, { until: redirectUri });
    return (await (await redeem(auth.url, client, url, request)).json()) as Tokens & { patient?: string };
  };

  it('is told of the only one there is, and again when it refreshes', async () => {
    const browser = await given('patient', { [own]: 'self' });
    const tokens = await choose(browser, {});
    expect(tokens).toMatchObject({ patient: own, scope });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ patient: own });
    const next = await refresh(auth.url, client, tokens.refresh_token);
    expect(await next.json()).toMatchObject({ patient: own });
    expect((await auth.trail('consent.given')).at(-1)).toHaveProperty('patientId');
  });

  it('tells who asks about the token whose record it is for, and nothing of that where none was chosen', async () => {
    const browser = await given('patient', { [own]: 'self' });
    const about = async (token: string) => {
      const form = { client_id: client.client_id, token };
      return (await postForm(`${auth.url}/oauth/token/introspection`, form)).json();
    };
    const { access_token: token } = await choose(browser, {});
    expect(await about(token)).toMatchObject({ active: true, patient: own });
    const { tokens } = await tokensFor(auth.url, browser, { client, parameters: { scope: 'patient/Patient.rs' } });
    expect(await about(tokens.access_token)).not.toHaveProperty('patient');
  });

  it('is told of the one whom the person chooses among several', async () => {
    const browser = await given('patient', { [child]: 'family', [own]: 'self' });
    const { page } = await begin(browser);
    expect(page.html).toMatch(/Your own record[\s\S]*Record of a family member/u);
    expect((await choose(browser, { patient: child })).patient).toBe(child);
    expect((await choose(browser, { patient: own })).patient).toBe(own);
  });

  it.each([
    ['nobody', {}],
    ['somebody who is not theirs', { patient: randomUUID() }],
    ['no record', { patient: 'x' }],
  ])('is told nothing when the form chooses %s', async (_case, fields) => {
    const browser = await given('patient', { [child]: 'family', [own]: 'self' });
    const { page } = await begin(browser);
    const answer = await browser.submit(page, { decision: 'allow', ...fields }, { until: redirectUri });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('gets no new token once the record is no longer theirs to open', async () => {
    const browser = await given('patient', { [child]: 'family' });
    const tokens = await choose(browser, {});
    await auth.ask(`update access.relation set revoked_at = now() where patient_id = $1`, [child]);
    const next = await refresh(auth.url, client, tokens.refresh_token);
    expect([next.status, await next.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  it.each([
    ['a patient without a record', 'patient', {}],
    ['a clinician, who has no patient of their own', 'doctor', { [own]: 'assignment' }],
  ])('is promised no choice by %s', async (_case, role, relations) => {
    const { page } = await begin(await given(role, relations));
    expect(page.html).not.toContain('launch/patient');
  });
});
