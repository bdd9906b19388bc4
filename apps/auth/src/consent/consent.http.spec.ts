import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser, hiddenFieldsOf } from '../testing/browser.fixture.js';
import {
  allow,
  ask,
  authorizationRequest,
  redirectUri,
  register,
  tokensFor,
  type TestClient,
} from '../testing/oauth-client.fixture.js';

const website = 'https://app.example/cb';

describe('the consent page', () => {
  let auth: GivenAuth;
  let client: TestClient;
  let browser: Browser;
  beforeAll(async () => {
    auth = await givenAuth();
    client = await register(auth.url);
    browser = await auth.signedIn();
  });
  afterAll(() => auth.close());

  const consents = () =>
    auth.ask('select client_id, redirect_host, resource, scopes from auth.consent order by granted_at');

  it('names the application, where it comes back to, the service and what it may do there', async () => {
    const page = await ask(browser, authorizationRequest(auth.url, client));
    for (const text of ['Assistant of specs', 'Dr. Sarah Smith', 'Health record', ehrResource, '127.0.0.1'])
      expect(page.html).toContain(text);
    expect(page.html).toContain('Find patients and read their personal details');
    expect(page.html).toContain('Nobody has verified this application');
  });

  it.each([
    ['openid patient/Observation.rs', true],
    ['openid launch/patient patient/*.read user/Goal.rs', true],
    ['openid patient/Observation.rs user/Observation.rs', false],
    ['openid profile', false],
  ])('tells a clinician when what is asked opens nothing to them: %s', async (scope, isVain) => {
    const page = await ask(browser, authorizationRequest(auth.url, client, { scope }));
    expect(page.html).toContain('Know that it is you');
    expect(page.html.includes('it will see no record')).toBe(isVain);
    if (isVain) expect(page.html).toContain(`<code>${scope.replace('openid ', '')}</code>`);
  });

  it('cannot be framed, runs nothing, and lets its form lead to this application only', async () => {
    const page = await ask(browser, authorizationRequest(auth.url, client));
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`form-action 'self' ${new URL(redirectUri).origin};`);
    expect(policy).not.toContain('script');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('is remembered by person, application, redirect host and service, and is on the trail', async () => {
    await allow(browser, authorizationRequest(auth.url, client));
    expect((await consents()).at(-1)).toEqual({
      client_id: client.client_id,
      redirect_host: '127.0.0.1',
      resource: ehrResource,
      scopes: ['read:patients', 'read:vitals'],
    });
    expect((await auth.trail('consent.given')).at(-1)).toMatchObject({
      actor: { kind: 'user', clientId: client.client_id },
      entity: { type: 'OAuthClient', id: client.client_id },
      detail: { resource: ehrResource, redirectHost: '127.0.0.1' },
    });
  });

  it('is shown again to an application that cannot prove who it is, however often it was allowed', async () => {
    await allow(browser, authorizationRequest(auth.url, client));
    const page = await ask(browser, authorizationRequest(auth.url, client));
    expect(page.html).toContain('Allow access?');
  });

  it('gives no code to an application that rides on the session of a victim (confused deputy)', async () => {
    const attacker = await register(auth.url, { client_name: 'Evil', redirect_uris: ['https://evil.example/cb'] });
    const parameters = { redirect_uri: 'https://evil.example/cb' };
    const page = await ask(browser, authorizationRequest(auth.url, attacker, parameters));
    expect(page.html).toContain('evil.example');
    expect(page.url.searchParams.has('code')).toBe(false);
    const silent = authorizationRequest(auth.url, attacker, { ...parameters, prompt: 'none' });
    expect((await ask(browser, silent)).url.searchParams.get('error')).toMatch(/required$/);
  });

  it('brings access_denied back when the person does not allow it, and no grant is made', async () => {
    const before = (await consents()).length;
    const page = await ask(browser, authorizationRequest(auth.url, client, { scope: 'read:labs' }));
    const { url } = await browser.submit(page, { decision: 'deny' }, { until: redirectUri });
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.get('iss')).toBe(auth.config.issuer);
    expect(await consents()).toHaveLength(before);
    expect((await auth.trail('consent.refused')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  it.each([
    ['no token', {}, {}],
    ['the token of another page', { csrf_token: 'x'.repeat(43) }, {}],
    ['an origin of another site', undefined, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ])('takes no click with %s', async (_case, fields, headers) => {
    const page = await ask(browser, authorizationRequest(auth.url, client));
    const sent = { decision: 'allow', ...(fields ?? hiddenFieldsOf(page.html)) };
    const answer = await browser.post(page.url, sent, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('belongs to the browser and the person it was made for (Keycloak CVE-2026-7507)', async () => {
    const page = await ask(browser, authorizationRequest(auth.url, client));
    const { person } = auth.idp;
    auth.idp.person = { sub: 'victim', name: 'Victim', role: 'nurse' };
    const victim = await auth.signedIn();
    auth.idp.person = person;
    expect((await victim.visit(page.url)).status).toBe(400);
    const cookies = await browser.jar.getCookies(page.url.href);
    for (const cookie of cookies.filter(({ key }) => key.startsWith('op_')))
      await victim.jar.setCookie(cookie.toString(), page.url.href);
    expect((await victim.visit(page.url)).status).toBe(400);
  });

  it('offers only what the person could use, and is not shown when that is nothing', async () => {
    const { person } = auth.idp;
    auth.idp.person = { sub: 'typist', name: 'Typist', role: 'typist' };
    const typist = await auth.signedIn();
    auth.idp.person = person;
    const some = await ask(
      typist,
      authorizationRequest(auth.url, client, { scope: 'read:patients write:medications' }),
    );
    expect(some.html).not.toContain('Prescribe');
    const { tokens } = await tokensFor(auth.url, typist, {
      client,
      parameters: { scope: 'read:patients write:vitals' },
    });
    expect(tokens.scope).toBe('read:patients');
    const none = await ask(typist, authorizationRequest(auth.url, client, { scope: 'write:medications' }));
    expect(none.url.searchParams.get('error')).toBe('access_denied');
  });

  it('says when access outlasts the sign-in, and always asks for that', async () => {
    const page = await ask(browser, authorizationRequest(auth.url, client, { scope: 'read:labs offline_access' }));
    expect(page.html).toContain('keeps this access after you sign out');
  });

  it('is shown once to a proven application, and again when it wants more or comes back elsewhere', async () => {
    const proven = await register(auth.url, {
      redirect_uris: [website, 'https://other.example/cb'],
      token_endpoint_auth_method: 'client_secret_basic',
    });
    const at = (redirect_uri: string, scope: string) => authorizationRequest(auth.url, proven, { redirect_uri, scope });
    await allow(browser, at(website, 'read:patients'));
    expect((await ask(browser, at(website, 'read:patients'))).url.searchParams.has('code')).toBe(true);
    expect((await ask(browser, at(website, 'read:patients read:labs'))).html).toContain('Allow access?');
    expect((await ask(browser, at('https://other.example/cb', 'read:patients'))).html).toContain('Allow access?');
    const forced = authorizationRequest(auth.url, proven, {
      redirect_uri: website,
      scope: 'read:patients',
      prompt: 'consent',
    });
    expect((await ask(browser, forced)).html).toContain('Allow access?');
  });

  it('is not shown again to a proven application that makes the person sign in anew', async () => {
    const proven = await register(auth.url, {
      redirect_uris: [website],
      token_endpoint_auth_method: 'client_secret_basic',
    });
    const at = { redirect_uri: website, scope: 'openid read:patients' };
    await allow(browser, authorizationRequest(auth.url, proven, at));
    for (const anew of [{ prompt: 'login' }, { max_age: '30' }]) {
      await auth.ask(`update auth.session set created_at = created_at - interval '1 minute'`);
      const before = auth.idp.prompts.length;
      const page = await ask(browser, authorizationRequest(auth.url, proven, { ...at, ...anew }));
      expect(page.url.searchParams.has('code')).toBe(true);
      expect(auth.idp.prompts.slice(before)).toEqual(['login']);
    }
  });

  it('is gone when it has waited too long', async () => {
    const page = await ask(browser, authorizationRequest(auth.url, client));
    await auth.ask(`delete from auth.oidc_artifact where model = 'Interaction'`);
    const answer = await browser.visit(page.url);
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('This sign-in has expired');
  });
});
