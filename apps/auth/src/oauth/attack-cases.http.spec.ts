import { decodeJwt } from 'jose';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser, hiddenFieldsOf } from '../testing/browser.fixture.js';
import {
  allow,
  ask,
  authorizationRequest,
  postForm,
  postJson,
  redeem,
  redirectUri,
  refresh,
  register,
  tokensFor,
  type TestClient,
  type Tokens,
} from '../testing/oauth-client.fixture.js';
import { rawRequest } from '../testing/raw-request.fixture.js';
import { until } from '../testing/until.fixture.js';

/** Each is an attack that worked on another server; the numbers are those of the collection. */
describe('attacks on the OAuth endpoints', () => {
  let auth: GivenAuth;
  let browser: Browser;
  let client: TestClient;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { REFRESH_GRACE_SECONDS: '0' } });
    browser = await auth.signedIn();
    client = await register(auth.url);
  });
  afterAll(() => auth.close());

  const begin = (parameters: Record<string, string>, as = client) =>
    ask(browser, authorizationRequest(auth.url, as, parameters));
  const isGood = async (token: string, resource?: string) =>
    ((await (await postJson(`${auth.url}/token/validate`, { token, resource })).json()) as { valid: boolean }).valid;

  it.each(['host', 'x-forwarded-host', 'forwarded', 'x-forwarded-port'])(
    'case 22: a forged %s puts no address of strangers into the metadata (Zitadel CVE-2025-64101)',
    async (header) => {
      const forged = header === 'forwarded' ? 'host=evil.example' : 'evil.example';
      const answer = await rawRequest(`${auth.url}/oauth/.well-known/oauth-authorization-server`, {
        lines: [header, forged],
      });
      expect(answer.body).not.toContain('evil.example');
      if (answer.status === 200) expect(JSON.parse(answer.body)).toMatchObject({ issuer: `${auth.url}/oauth` });
      else expect([400, 421]).toContain(answer.status);
    },
  );

  it.each(['javascript:alert(1)//', 'data:text/html,x', 'vbscript:x', 'blob:https://a.example/x'])(
    'case 23: %s is neither registered nor returned to (Zitadel GHSA-6rx5-m2rc-hmf7)',
    async (uri) => {
      expect((await postJson(`${auth.url}/oauth/reg`, { redirect_uris: [uri] })).status).toBe(400);
      const page = await begin({ redirect_uri: uri });
      expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    },
  );

  it('case 24: of ten parallel refreshes with one token exactly one succeeds (Keycloak CVE-2026-1035)', async () => {
    const { tokens, client: own } = await tokensFor(auth.url, browser);
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(auth.url, own, tokens.refresh_token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('case 25: of ten parallel redemptions exactly one succeeds, and a replay ends its tokens (ASVS 10.4.2)', async () => {
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(auth.url, client, callback, request)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good).toHaveLength(1);
    const [first] = good;
    const { access_token: token = '' } = ((await first?.json()) ?? {}) as Partial<Tokens>;
    expect((await redeem(auth.url, client, callback, request)).status).toBe(400);
    await until(async () => !(await isGood(token)));
  });

  it.each([
    'http://127.0.0.1:53682@@evil.example/callback',
    'http://127.0.0.1:53682/callback@evil.example',
    'http://evil.example@127.0.0.1:53682/callback',
    'http://127.0.0.1:53682/callback/../evil',
    'http://127.0.0.1:53682/callback?x=1',
  ])('case 26: %s is not what was registered, so nobody is sent there (Keycloak CVE-2026-7504)', async (uri) => {
    const page = await begin({ redirect_uri: uri });
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    ['http://127.0.0.1.evil.example:53682/callback', 400],
    ['http://127.0.0.1:1/callback/', 400],
    ['http://localhost.evil.example/callback', 400],
    ['http://127.0.0.1:61234/callback', 200],
  ])('case 28: on loopback any port counts, and nothing else: %s (Keycloak CVE-2024-8883)', async (uri, status) => {
    expect((await begin({ redirect_uri: uri })).status).toBe(status);
  });

  it('case 29: a sign-in prepared by somebody else is of no use in another browser (Keycloak CVE-2026-7507)', async () => {
    const page = await begin({});
    const victim = await auth.signedIn();
    expect((await victim.open(page.url)).status).toBe(400);
    const answer = await victim.post(page.url, { ...hiddenFieldsOf(page.html), decision: 'allow' });
    expect(answer.headers.get('location')).toBeNull();
  });

  it('case 30: what a role has lost is in no renewed token (Keycloak GHSA-895x-rfqp-jh5c)', async () => {
    const { tokens, client: own } = await tokensFor(auth.url, browser);
    const { sub } = decodeJwt(tokens.access_token);
    await auth.ask(`update auth.user_account set role = 'typist' where id = $1`, [sub]);
    const renewed = (await (await refresh(auth.url, own, tokens.refresh_token)).json()) as Tokens;
    await auth.ask(`update auth.user_account set role = 'doctor' where id = $1`, [sub]);
    expect(decodeJwt(renewed.access_token)).toMatchObject({ role: 'typist', scope: 'read:patients' });
  });

  it('case 31: no page and no answer about a person shows a token (Pomerium CVE-2024-39315)', async () => {
    const { tokens } = await tokensFor(auth.url, browser);
    for (const path of ['/', '/login', '/auth/status'])
      expect((await browser.open(`${auth.url}${path}`)).html).not.toContain(tokens.access_token.slice(-40));
  });

  it('case 32: an ID token is no access token (Pomerium CVE-2024-47616)', async () => {
    const { tokens } = await tokensFor(auth.url, browser, { parameters: { scope: 'openid read:patients' } });
    expect(await isGood(tokens.id_token ?? '')).toBe(false);
    expect(await isGood(tokens.refresh_token)).toBe(false);
  });

  it('case 39: a token for one service is good at no other', async () => {
    const { tokens } = await tokensFor(auth.url, browser);
    expect([await isGood(tokens.access_token, ehrResource), await isGood(tokens.access_token, auth.url)]).toEqual([
      true,
      false,
    ]);
    const many = authorizationRequest(auth.url, client);
    many.url.searchParams.append('resource', auth.url);
    expect((await ask(browser, many)).url.searchParams.get('error')).toBe('invalid_target');
  });

  it('case 40: no code comes without a click, whoever is signed in (the confused deputy)', async () => {
    await tokensFor(auth.url, browser, { client });
    const page = await begin({});
    expect([page.status, page.url.pathname.startsWith('/interaction/')]).toEqual([200, true]);
    expect(page.html).toContain('127.0.0.1');
    const { csrf_token: _csrf, ...withoutToken } = hiddenFieldsOf(page.html);
    expect((await browser.post(page.url, { ...withoutToken, decision: 'allow' })).status).toBe(403);
  });

  it.each([
    ['client credentials', { grant_types: ['client_credentials'] }],
    ['a wildcard', { redirect_uris: ['https://*.evil.example/cb'] }],
    ['user information', { redirect_uris: ['https://a:b@evil.example/cb'] }],
    ['plain http', { redirect_uris: ['http://evil.example/cb'] }],
  ])('case 42: registration grants a stranger no %s', async (_case, metadata) => {
    const response = await postJson(`${auth.url}/oauth/reg`, { redirect_uris: [redirectUri], ...metadata });
    expect(response.status).toBe(400);
  });

  it.each(['token', 'token/introspection', 'token/revocation'])(
    'case 43: a client that has a secret is not let in at /%s without it',
    async (path) => {
      const { client_id } = await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
      const fields = { client_id, grant_type: 'refresh_token', refresh_token: 'x', token: 'x' };
      const response = await postForm(`${auth.url}/oauth/${path}`, fields);
      expect([response.status, await response.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    },
  );

  it('case 45: the metadata holds no address but our own (CVE-2025-6514)', async () => {
    const response = await fetch(`${auth.url}/oauth/.well-known/oauth-authorization-server`);
    const metadata = (await response.json()) as Record<string, unknown>;
    const addresses = Object.entries(metadata).filter(([name]) => /_(?:endpoint|uri)$|^issuer$/u.test(name));
    expect(addresses.length).toBeGreaterThan(4);
    for (const [, address] of addresses) expect(new URL(String(address)).origin).toBe(auth.url);
  });

  it('case 46: every authorization answer names its issuer, errors too (RFC 9207)', async () => {
    const refused = await begin({ code_challenge_method: 'plain' });
    expect(refused.url.searchParams.get('iss')).toBe(`${auth.url}/oauth`);
    const callback = await allow(browser, authorizationRequest(auth.url, client));
    expect(callback.searchParams.get('iss')).toBe(`${auth.url}/oauth`);
  });

  it('case 51: a consent page can be framed by nobody and answered from no other site', async () => {
    const page = await begin({});
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const fields = { ...hiddenFieldsOf(page.html), decision: 'allow' };
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await browser.post(page.url, fields, foreign)).status).toBe(403);
  });
});
