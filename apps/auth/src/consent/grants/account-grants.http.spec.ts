import { asRole } from '../../testing/admin.fixture.js';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import {
  authorizationRequest,
  ask,
  postJson,
  refresh,
  register,
  tokensFor,
} from '../../testing/oauth-client.fixture.js';
import { until } from '../../testing/until.fixture.js';
import type { AccountGrant } from '@caregate/core-contracts';

describe('what a person allowed to applications', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  const listed = async (asks: Awaited<ReturnType<typeof asRole>>) =>
    ((await (await asks('/account/grants')).json()) as { grants: AccountGrant[] }).grants;
  const isGood = async (token: string) =>
    ((await (await postJson(`${auth.url}/token/validate`, { token })).json()) as { valid: boolean }).valid;

  /** A person, and an application that they allowed something. */
  const givenConsent = async (sub: string) => {
    const asks = await asRole(auth, sub);
    const { person } = auth.idp;
    auth.idp.person = { sub: `${sub} of specs`, name: `A ${sub}`, role: sub };
    const browser = await auth.signedIn();
    auth.idp.person = person;
    const client = await register(auth.url, {
      token_endpoint_auth_method: 'client_secret_post',
      client_name: 'Reader',
    });
    const { tokens } = await tokensFor(auth.url, browser, { client });
    const grant = (await listed(asks)).find(({ client_id: id }) => id === client.client_id);
    return { asks, browser, client, tokens, grant };
  };

  it('is listed to that person, by application, address to return to and service', async () => {
    const { grant } = await givenConsent('doctor');
    expect(grant).toMatchObject({
      client_name: 'Reader',
      redirect_host: '127.0.0.1',
      resource: ehrResource,
      resource_title: 'Health record',
      scopes: ['read:patients', 'read:vitals'],
    });
  });

  it('ends with its tokens within a second when it is withdrawn, and is asked for anew', async () => {
    const { asks, browser, client, tokens, grant } = await givenConsent('doctor');
    expect(await isGood(tokens.access_token)).toBe(true);
    const startedAt = performance.now();
    expect((await asks(`/account/grants/${grant?.id}`, { method: 'DELETE' })).status).toBe(204);
    await until(async () => !(await isGood(tokens.access_token)));
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
    expect((await listed(asks)).map(({ id }) => id)).not.toContain(grant?.id);
    const page = await ask(browser, authorizationRequest(auth.url, client));
    expect(page.html).toContain('Do not allow');
    expect((await auth.trail('consent.withdrawn')).at(-1)).toMatchObject({ entity: { id: client.client_id } });
  });

  it('is of nobody else: another person neither sees nor withdraws it', async () => {
    const { tokens, grant } = await givenConsent('doctor');
    const nurse = await asRole(auth, 'nurse');
    expect((await listed(nurse)).map(({ id }) => id)).not.toContain(grant?.id);
    expect((await nurse(`/account/grants/${grant?.id}`, { method: 'DELETE' })).status).toBe(404);
    expect(await isGood(tokens.access_token)).toBe(true);
  });

  it('is told and taken to nobody by cookie alone, as a page of another site would try', async () => {
    const { browser, grant, tokens } = await givenConsent('doctor');
    expect((await browser.visit(`${auth.url}/account/grants`)).status).toBe(401);
    const answer = await browser.visit(`${auth.url}/account/grants/${grant?.id}`, { method: 'DELETE' });
    expect(answer.status).toBe(401);
    expect(await isGood(tokens.access_token)).toBe(true);
  });
});
