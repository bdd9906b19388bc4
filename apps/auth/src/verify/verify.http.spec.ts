import { decodeJwt } from 'jose';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { Browser } from '../testing/browser.fixture.js';
import { postForm, postJson, tokensFor, type TestClient, type Tokens } from '../testing/oauth-client.fixture.js';
import { rawRequest } from '../testing/raw-request.fixture.js';
import { givenSeededClients, machineToken } from '../testing/seeded-client.fixture.js';
import { until } from '../testing/until.fixture.js';

const IDENTITY = [
  'x-user-id',
  'x-user-name',
  'x-user-email',
  'x-user-roles',
  'x-client-id',
  'x-auth-scopes',
  'x-auth-jti',
  'x-session-id',
  'x-auth-assertion',
  'x-auth-token',
  'authorization',
];

describe('/verify', () => {
  let auth: GivenAuth;
  let browser: Browser;
  let tokens: Tokens;
  let client: TestClient;
  beforeAll(async () => {
    auth = await givenAuth();
    browser = await auth.signedIn();
    ({ tokens, client } = await tokensFor(auth.url, browser));
  });
  afterAll(() => auth.close());

  /** As Traefik asks. `lines` come after, so that they can be what a client smuggled in. */
  const ask = (lines: readonly string[] = [], { uri = '/ehr/Patient/1', method = 'GET', via = auth.verifyUrl } = {}) =>
    rawRequest(via, {
      lines: [
        'X-Forwarded-Method',
        method,
        'X-Forwarded-Proto',
        'http',
        'X-Forwarded-Host',
        new URL(auth.url).host,
        'X-Forwarded-Uri',
        uri,
        'X-Forwarded-For',
        '198.51.100.7',
        ...lines,
      ],
    });
  const bearer = (token = tokens.access_token) => ['Authorization', `Bearer ${token}`];
  const cookie = async (of = browser) => ['Cookie', `sid=${await of.cookie(auth.url, 'sid')}`];
  const navigation = ['Accept', 'text/html', 'Sec-Fetch-Mode', 'navigate'];
  const lastRefusal = async () => (await auth.trail('forward-auth.refused')).at(-1);

  it('lets a bearer in and tells the upstream who it is, by every header (feature G04)', async () => {
    const { sub, jti, sid } = decodeJwt(tokens.access_token);
    const answer = await ask(bearer());
    expect([answer.status, answer.body]).toEqual([200, '']);
    expect(answer.headers).toMatchObject({
      'x-user-id': sub,
      'x-user-name': 'Dr. Sarah Smith',
      'x-user-email': 'sarah@hosp.example',
      'x-user-roles': 'doctor',
      'x-client-id': client.client_id,
      'x-auth-scopes': 'read:patients read:vitals',
      'x-auth-jti': jti,
      'x-session-id': sid,
      'x-auth-assertion': expect.stringMatching(/^ey/),
      'x-auth-token': tokens.access_token,
      authorization: `Bearer ${tokens.access_token}`,
      'cache-control': 'no-store',
    });
  });

  it('gives the second request the same answer as the first, and counts it', async () => {
    const before = (await auth.trail('forward-auth.allowed')).length;
    const [first, ...others] = [await ask(bearer()), await ask(bearer()), await ask(bearer())];
    for (const other of others) expect(other.headers).toEqual({ ...first?.headers, date: other.headers['date'] });
    expect((await auth.trail('forward-auth.allowed')).length).toBeLessThanOrEqual(before + 1);
  });

  it('reads what an edge lets through, also where it asks with the query of the request, as Caddy does', async () => {
    const cookies = Array.from({ length: 60 }, (_, index) => `c${index}=${'x'.repeat(200)}`).join('; ');
    const big = ['X-Trace', 'y'.repeat(16_000), 'X-Other', 'z'.repeat(16_000), 'Cookie', cookies];
    const answer = await ask([...bearer(), ...big], { via: `${auth.verifyUrl}?page=2&uri=/public` });
    expect([answer.status, answer.headers['x-user-name']]).toEqual([200, 'Dr. Sarah Smith']);
    expect((await ask([], { via: `${auth.verifyUrl}?page=2` })).status).toBe(401);
    expect((await ask(bearer(), { via: `${auth.verifyUrl}/x` })).status).toBe(404);
  });

  it('turns a session cookie into a token for exactly that service', async () => {
    const answer = await ask(await cookie());
    expect(answer.status).toBe(200);
    const token = answer.headers['authorization']?.replace('Bearer ', '') ?? '';
    expect(decodeJwt(token)).toMatchObject({ aud: ehrResource, client_id: 'caregate-browser', subject_kind: 'user' });
    expect(decodeJwt(token)['sid']).toBe(answer.headers['x-session-id']);
    expect((await ask(await cookie())).headers['authorization']).toBe(answer.headers['authorization']);
    const other = await ask(await cookie(), { uri: '/admin' });
    expect(other.status).toBe(403);
  });

  it('lets a machine in by its own name, which is no e-mail address', async () => {
    const clients = await givenSeededClients(auth);
    const answer = await ask(bearer(await machineToken(auth, clients.get('nurse-station'))));
    expect(answer.headers).toMatchObject({
      'x-user-name': 'Nurse Station',
      'x-user-email': '',
      'x-user-roles': 'nurse',
    });
  });

  it('refuses a program that shows nothing with a challenge that leads on, never with a page (RFC 9728)', async () => {
    const answer = await ask();
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([401, { error: 'invalid_request' }]);
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="caregate", resource_metadata="http://ehr.example:7777/.well-known/oauth-protected-resource/mcp"',
    );
    expect(await lastRefusal()).toMatchObject({
      outcome: 'refused',
      decision: 'token.absent',
      transport: 'forward-auth',
    });
  });

  it('sends a person to sign in, and back to where they wanted to go', async () => {
    const answer = await ask(navigation);
    expect(answer.status).toBe(302);
    const target = new URL(answer.headers['location'] ?? '');
    expect(target.origin + target.pathname).toBe(`${auth.url}/login`);
    expect(target.searchParams.get('return_to')).toBe(`${auth.url}/ehr/Patient/1`);
  });

  it.each([
    ['a script', ['Accept', 'text/html', 'X-Requested-With', 'XMLHttpRequest']],
    ['a fetch', ['Accept', '*/*', 'Sec-Fetch-Mode', 'cors']],
    ['a websocket', [...navigation, 'Sec-WebSocket-Key', 'x']],
    ['a bad bearer', [...navigation, 'Authorization', 'Bearer a.b.c']],
  ])('sends no redirect to %s', async (_case, lines) => {
    expect((await ask(lines)).status).toBe(401);
  });

  it('speaks the manner of nginx: 2xx, 401 and 403 only', async () => {
    const nginx = (lines: string[], url = `${auth.url}/ehr/x`) =>
      rawRequest(auth.verifyUrl, { lines: ['X-Original-URL', url, 'X-Original-Method', 'GET', ...lines] });
    expect((await nginx(bearer())).status).toBe(200);
    const signIn = await nginx(navigation);
    expect([signIn.status, signIn.headers['location']]).toEqual([401, expect.stringContaining('/login')]);
    expect((await nginx([...bearer(), ...(await cookie())])).status).toBe(403);
    expect((await nginx([], `${auth.url}/nowhere`)).status).toBe(403);
  });

  it('refuses a token for another service (RFC 8707)', async () => {
    const { tokens: other } = await tokensFor(auth.url, browser, {
      parameters: { resource: auth.url, scope: 'openid' },
    });
    const answer = await ask(bearer(other.access_token));
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([401, { error: 'invalid_token' }]);
    expect(await lastRefusal()).toMatchObject({ decision: 'token.audience.mismatch' });
  });

  it('refuses a token without the scope that the route asks for, and names it', async () => {
    const { tokens: weak } = await tokensFor(auth.url, browser, {
      parameters: { resource: auth.url, scope: 'openid' },
    });
    const answer = await ask(bearer(weak.access_token), { uri: '/admin/users' });
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
    expect(answer.headers['www-authenticate']).toContain('scope="write:users"');
  });

  it('refuses a revoked token within a second, in every process (feature T06)', async () => {
    const other = await auth.another();
    const { tokens: doomed, client: owner } = await tokensFor(auth.url, browser);
    const lines = bearer(doomed.access_token);
    expect((await ask(lines)).status).toBe(200);
    expect((await ask(lines, { via: other.verifyUrl })).status).toBe(200);
    const startedAt = performance.now();
    const fields = { token: doomed.access_token, client_id: owner.client_id };
    await postForm(`${auth.url}/oauth/token/revocation`, fields);
    await until(async () => (await ask(lines)).status === 401);
    await until(async () => (await ask(lines, { via: other.verifyUrl })).status === 401);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('refuses a cookie whose session has ended, and the token it was turned into', async () => {
    const leaving = await auth.signedIn();
    const lines = await cookie(leaving);
    const answer = await ask(lines);
    expect(answer.status).toBe(200);
    const token = answer.headers['authorization']?.replace('Bearer ', '');
    await leaving.visit(`${auth.url}/auth/logout`);
    await until(async () => (await ask(lines)).status === 401);
    await until(async () => (await ask(bearer(token))).status === 401);
  });

  it('lets pages act with the cookie only when they are ours', async () => {
    const own = ['Origin', auth.url, 'Sec-Fetch-Site', 'same-origin'];
    expect((await ask([...(await cookie()), ...own], { method: 'POST' })).status).toBe(200);
    expect((await ask(await cookie(), { method: 'POST' })).status).toBe(403);
    const foreign = ['Origin', 'https://evil.example', 'Sec-Fetch-Site', 'cross-site'];
    expect((await ask([...(await cookie()), ...foreign], { method: 'POST' })).status).toBe(403);
    expect((await ask([...(await cookie()), ...foreign, 'Sec-WebSocket-Key', 'x'])).status).toBe(403);
  });

  it.each([
    ['a public path in the header of a client (CVE-2026-40575)', ['X-Forwarded-Uri', '/public/x']],
    ['the manner of another edge (X-Original-URL)', ['X-Original-URL', 'http://care.example/public/x']],
    ['Forwarded', ['Forwarded', 'host=evil.example']],
    ['an underscore twin (CVE-2025-64484)', ['X_User_Id', 'admin']],
    ['an underscore twin of the edge (CVE-2026-39858)', ['X_Forwarded_Host', 'evil.example']],
    ['two bearers', ['Authorization', 'Bearer a.b.c']],
    ['cookie and bearer at once', ['Cookie', `sid=${'a'.repeat(43)}`]],
  ])('refuses a request with %s, although its token is good', async (_case, lines) => {
    const answer = await ask([...bearer(), ...lines]);
    expect(answer.status).toBe(400);
    expect(await lastRefusal()).toMatchObject({ outcome: 'refused' });
  });

  it.each(['/public/%2e%2e/ehr/x', '/ehr/x%00', '/ehr%2fx', '//ehr/x', '/ehr/x;y', '/%65hr/x', '/public#/../ehr'])(
    'refuses %s, which two servers could understand differently',
    async (uri) => {
      expect((await ask(bearer(), { uri })).status).toBe(400);
    },
  );

  it.each([
    ['a health check by its name (CVE-2026-34457)', ['User-Agent', 'GoogleHC/1.0']],
    ['a prefix of its own (CVE-2026-35051)', ['X-Forwarded-Prefix', '/public']],
    ['another port (CVE-2026-54764)', ['X-Forwarded-Port', '443']],
    ['an address that is none (CVE-2024-47070)', ['X-Forwarded-For', 'a']],
  ])('is not impressed by %s', async (_case, lines) => {
    expect((await ask(lines)).status).toBe(401);
  });

  it('closes what no route names, and opens what is public to nobody in particular', async () => {
    expect((await ask(bearer(), { uri: '/nowhere' })).status).toBe(403);
    const open = await ask(['X-User-Id', 'admin'], { uri: '/public/logo.png' });
    expect(open.status).toBe(200);
    for (const name of IDENTITY) expect(open.headers[name]).toBe('');
  });

  it('lets preflights pass where the route has pages of other origins', async () => {
    const preflight = ['Origin', 'https://app.example', 'Access-Control-Request-Method', 'POST'];
    const answer = await ask(preflight, { method: 'OPTIONS' });
    expect([answer.status, answer.headers['x-user-id']]).toEqual([200, '']);
    expect((await ask(preflight, { method: 'OPTIONS', uri: '/admin' })).status).toBe(403);
  });

  it('serves nothing else on its port', async () => {
    expect((await rawRequest(auth.verifyUrl, { target: '/oauth/token' })).status).toBe(404);
    expect((await rawRequest(auth.verifyUrl, { target: '/verify/x' })).status).toBe(404);
    expect((await rawRequest(auth.verifyUrl, { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(`${auth.url}/verify`)).status).toBe(404);
  });

  it('puts names beyond ASCII into the header in a form that cannot end it', async () => {
    const { person } = auth.idp;
    auth.idp.person = { sub: 'thandeka', name: 'Thandëka\r\nX-User-Roles: admin', role: 'nurse' };
    const answer = await ask(await cookie(await auth.signedIn()));
    auth.idp.person = person;
    expect(answer.headers['x-user-roles']).toBe('nurse');
    expect(decodeURIComponent(answer.headers['x-user-name'] ?? '')).toBe('Thandëka\r\nX-User-Roles: admin');
  });

  it('never answers 2xx to a cookie that somebody made up (CVE-2026-25748)', async () => {
    for (const value of ['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}=`, '../../etc', '%00']) {
      const { status } = await ask(['Cookie', `sid=${value}`]);
      expect(status).toBe(401);
    }
  });

  it('checks a token in the shape of the older gateway too', async () => {
    const answer = await postJson(`${auth.url}/token/validate`, { token: tokens.access_token });
    expect(await answer.json()).toMatchObject({ valid: true, role: 'doctor', message: 'Token is valid' });
  });
});

describe('/verify asked by a stranger', () => {
  it('answers nothing but no, whatever it is shown', async () => {
    const auth = await givenAuth({ environment: { TRUSTED_PROXIES: '10.0.0.0/8' } });
    const answer = await rawRequest(auth.verifyUrl, {
      lines: [
        'X-Forwarded-Method',
        'GET',
        'X-Forwarded-Proto',
        'http',
        'X-Forwarded-Host',
        'x',
        'X-Forwarded-Uri',
        '/public/x',
      ],
    });
    await auth.close();
    expect(answer.status).toBe(403);
  });
});
