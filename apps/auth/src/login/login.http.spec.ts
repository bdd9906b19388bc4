import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser, type Page } from '../testing/browser.fixture.js';

describe('signing in', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  /** Up to the moment at which the identity provider sends the browser back. */
  async function untilCallback(browser: Browser, path = '/login'): Promise<Page> {
    return browser.open(`${auth.url}${path}`, { until: `${auth.url}/auth/sandbox/callback` });
  }
  const statusOf = async (browser: Browser) =>
    JSON.parse((await browser.visit(`${auth.url}/auth/status`)).html) as Record<string, unknown>;
  const lastRefusal = async () => (await auth.trail('login.refused')).at(-1);

  it('brings a person in, with a cookie that no script reads and no token anywhere (features A08, A09)', async () => {
    const browser = new Browser();
    const callback = await untilCallback(browser, '/login?return_to=/');
    const page = await browser.visit(callback.url);
    const cookie = page.headers.getSetCookie().find((line) => line.startsWith('sid='));
    expect(cookie).toMatch(/^sid=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(page.headers.get('location')).toBe('/');
    expect(page.headers.get('x-session-id')).toMatch(/^[0-9a-f-]{36}$/);
    const [row] = await auth.ask<{ dump: string }>('select s::text as dump from auth.session s');
    expect(row?.dump).not.toContain(await browser.cookie(auth.url, 'sid'));
  });

  it('tells a page who is signed in, without any token (feature A07)', async () => {
    const browser = await auth.signedIn();
    const status = await statusOf(browser);
    expect(status).toMatchObject({
      authenticated: true,
      user: { name: 'Dr. Sarah Smith', role: 'doctor', language: 'en-ZA', email: 'sarah@hosp.example' },
      session: { idle_seconds: 900 },
      csrf_token: expect.any(String),
    });
    expect(JSON.stringify(status)).not.toMatch(/eyJ|access_token/);
    expect(await statusOf(new Browser())).toEqual({ authenticated: false });
  });

  it('makes one account of a person who comes twice (feature A06)', async () => {
    await auth.signedIn();
    await auth.signedIn();
    expect(await auth.ask('select from auth.user_account')).toHaveLength(1);
    expect(await auth.trail('user.provisioned')).toHaveLength(1);
    expect((await auth.trail('login.succeeded')).at(-1)).toMatchObject({ actor: { kind: 'user', role: 'doctor' } });
  });

  it('makes one account of a person who comes first in two windows at once', async () => {
    auth.idp.person = { sub: 'twin', name: 'Twin', role: 'nurse' };
    await Promise.all([auth.signedIn(), auth.signedIn()]);
    auth.idp.person = { ...auth.idp.person, sub: 'doctor', name: 'Dr. Sarah Smith', role: 'doctor' };
    expect(await auth.ask(`select from auth.user_identity where subject = 'twin'`)).toHaveLength(1);
  });

  it('never makes somebody another person by an e-mail address (nOAuth, context-forge #4396)', async () => {
    const { person } = auth.idp;
    auth.idp.person = { sub: 'impostor', name: 'Impostor', email: 'sarah@hosp.example', email_verified: 'true' };
    const browser = await auth.signedIn();
    expect(await statusOf(browser)).toMatchObject({ user: { name: 'Impostor', role: 'patient', email: null } });
    auth.idp.person = { ...auth.idp.person, sub: 'second impostor', email_verified: true };
    expect(await statusOf(await auth.signedIn())).toMatchObject({ user: { name: 'Impostor', email: null } });
    auth.idp.person = person;
  });

  it('takes a role only from the list of roles, and else gives the default', async () => {
    const { person } = auth.idp;
    auth.idp.person = { sub: 'climber', name: 'Climber', role: 'superuser' };
    expect(await statusOf(await auth.signedIn())).toMatchObject({ user: { role: 'patient' } });
    auth.idp.person = person;
  });

  it.each([
    ['state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['state, twice', (url: URL) => url.searchParams.append('state', 'x')],
    ['no state', (url: URL) => url.searchParams.delete('state')],
  ])('refuses an altered answer: %s (feature A05)', async (_case, alter) => {
    const browser = new Browser();
    const { url } = await untilCallback(browser);
    alter(url);
    const page = await browser.visit(url);
    expect(page.status).toBe(403);
    expect(await statusOf(browser)).toEqual({ authenticated: false });
    expect(await lastRefusal()).toMatchObject({ outcome: 'refused', decision: 'login.state.refused' });
  });

  it.each([
    ['the nonce', `nonce = 'another'`],
    ['the PKCE verifier', `code_verifier = repeat('x', 43)`],
  ])('refuses an answer that does not fit %s (feature A05)', async (_case, change) => {
    const browser = new Browser();
    const { url } = await untilCallback(browser);
    await auth.ask(`update auth.login_state set ${change}`);
    const page = await browser.visit(url);
    expect(page.status).toBe(401);
    expect(await lastRefusal()).toMatchObject({ decision: 'login.provider.refused', detail: { provider: 'sandbox' } });
  });

  it('refuses an answer that another issuer claims to give (RFC 9207)', async () => {
    const browser = new Browser();
    const { url } = await untilCallback(browser);
    url.searchParams.set('iss', 'http://evil.example');
    expect((await browser.visit(url)).status).toBe(401);
  });

  it('refuses to end in one browser what began in another (login CSRF)', async () => {
    const { url } = await untilCallback(new Browser());
    const victim = new Browser();
    await untilCallback(victim);
    const page = await victim.visit(url);
    expect(page.status).toBe(403);
    expect(await statusOf(victim)).toEqual({ authenticated: false });
  });

  it('takes an answer once', async () => {
    const browser = new Browser();
    const { url } = await untilCallback(browser);
    await browser.visit(url);
    expect((await browser.visit(url)).status).toBe(403);
  });

  it('takes an answer only for a while', async () => {
    const browser = new Browser();
    const { url } = await untilCallback(browser);
    await auth.ask(`update auth.login_state set expires_at = now() - interval '1 second'`);
    expect((await browser.visit(url)).status).toBe(403);
  });

  it('keeps windows apart that sign in at the same time, each with its own return address', async () => {
    const browser = new Browser();
    const first = await untilCallback(browser, '/login?return_to=/first');
    const second = await untilCallback(browser, '/login?return_to=/second');
    expect((await browser.visit(first.url)).headers.get('location')).toBe('/first');
    expect((await browser.visit(second.url)).headers.get('location')).toBe('/second');
  });

  it('brings a person in by both of two windows that begin at the same moment, before there is any cookie', async () => {
    const browser = new Browser();
    const begin = (path: string) => browser.visit(`${auth.url}/auth/sandbox?return_to=${path}`);
    const [first, second] = await Promise.all([begin('/first'), begin('/second')]);
    for (const [begun, path] of [
      [first, '/first'],
      [second, '/second'],
    ] as const) {
      const until = `${auth.url}/auth/sandbox/callback`;
      const { url } = await browser.open(begun.headers.get('location') ?? '', { until });
      expect((await browser.visit(url)).headers.get('location')).toBe(path);
    }
    expect(await statusOf(browser)).toMatchObject({ authenticated: true });
  });

  it.each(['https://evil.example/', '//evil.example', 'javascript:alert(1)'])(
    'refuses before it begins to return to %s',
    async (address) => {
      const page = await new Browser().visit(`${auth.url}/auth/sandbox?return_to=${encodeURIComponent(address)}`);
      expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    },
  );

  it('gives a new session for an old one, which is worth nothing any more (CVE-2022-25896)', async () => {
    const browser = await auth.signedIn();
    const before = await browser.cookie(auth.url, 'sid');
    await browser.open(`${auth.url}/login`);
    const after = await browser.cookie(auth.url, 'sid');
    expect(after).not.toBe(before);
    const thief = new Browser();
    await thief.jar.setCookie(`sid=${before}`, auth.url);
    expect(await statusOf(thief)).toEqual({ authenticated: false });
  });

  it('ends a session that was used in the future, as nobody knows how long it has been idle', async () => {
    const browser = await auth.signedIn();
    const seenIn = (time: string) => auth.ask(`update auth.session set last_seen_at = now() + interval '${time}'`);
    await seenIn('30 seconds');
    expect(await statusOf(browser)).toMatchObject({ authenticated: true });
    await seenIn('2 hours');
    expect(await statusOf(browser)).toEqual({ authenticated: false });
  });

  it('makes nothing of a session id that somebody planted', async () => {
    const browser = new Browser();
    const planted = 'p'.repeat(43);
    await browser.jar.setCookie(`sid=${planted}`, auth.url);
    await browser.open(`${auth.url}/login`);
    expect(await browser.cookie(auth.url, 'sid')).not.toBe(planted);
    expect(await statusOf(browser)).toMatchObject({ authenticated: true });
  });

  it('lets nobody in whose account is closed, and ends what they have open', async () => {
    const browser = await auth.signedIn();
    await auth.ask('update auth.user_account set active = false');
    expect(await statusOf(browser)).toEqual({ authenticated: false });
    const page = await new Browser().open(`${auth.url}/login`);
    await auth.ask('update auth.user_account set active = true');
    expect(page.status).toBe(403);
    expect(await lastRefusal()).toMatchObject({ decision: 'login.user.inactive' });
  });

  it('knows no provider that the configuration does not name', async () => {
    expect((await new Browser().visit(`${auth.url}/auth/elsewhere`)).status).toBe(404);
  });

  it('shows people a page that escapes what it quotes, and programs a problem', async () => {
    const hostile = `${auth.url}/auth/sandbox/callback?state=<script>alert(1)</script>`;
    const page = await new Browser().visit(hostile);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.html).not.toContain('<script>');
    const problem = await fetch(hostile);
    expect(await problem.json()).toMatchObject({ status: 403, code: 'login.state.refused' });
  });
});

describe('an identity provider in trouble', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  it.each([
    ['metadata that is a page', { status: 200, type: 'text/html', body: '<html>maintenance</html>' }],
    ['metadata that is no JSON', { status: 200, type: 'application/json', body: '{' }],
    ['a failure', { status: 500, type: 'text/plain', body: 'no' }],
  ])('with %s costs the sign-in, not the process', async (_case, outage) => {
    auth.idp.outage = outage;
    const page = await new Browser().open(`${auth.url}/login`);
    expect(page.status).toBe(503);
    expect((await fetch(`${auth.url}/live`)).status).toBe(200);
  });

  it('is asked again as soon as it is back', async () => {
    auth.idp.outage = undefined;
    await auth.signedIn();
  });

  it('that fails between the two ways costs this sign-in only', async () => {
    const browser = new Browser();
    const { url } = await browser.open(`${auth.url}/login`, { until: `${auth.url}/auth/sandbox/callback` });
    auth.idp.outage = { status: 503, type: 'text/plain', body: 'no' };
    expect((await browser.visit(url)).status).toBe(503);
    expect((await auth.trail('login.refused')).at(-1)).toMatchObject({ decision: 'login.provider.unavailable' });
    auth.idp.outage = undefined;
  });

  it('says no, and so do we', async () => {
    const browser = new Browser();
    const { url } = await browser.open(`${auth.url}/login`, { until: `${auth.url}/auth/sandbox/callback` });
    url.searchParams.delete('code');
    url.searchParams.set('error', 'access_denied');
    expect((await browser.visit(url)).status).toBe(401);
  });
});

describe('a provider whose domains are listed', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ provider: { emailDomains: ['hosp.example'], trustRoleClaim: false } });
  });
  afterAll(() => auth.close());

  it('admits whose verified address is in one of them, and nobody else (CVE-2026-40574)', async () => {
    await auth.signedIn();
    for (const email of ['evil@x.example@hosp.example', 'evil@hosp.example.evil.example', undefined]) {
      auth.idp.person = { sub: `evil ${email}`, name: 'Evil', email, email_verified: true };
      const page = await new Browser().open(`${auth.url}/login`);
      expect(page.status).toBe(403);
    }
    expect((await auth.trail('login.refused')).at(-1)).toMatchObject({ decision: 'login.user.not_admitted' });
  });

  it('has no say in what somebody is, unless it is trusted to', async () => {
    auth.idp.person = { sub: 'x', name: 'X', email: 'x@hosp.example', email_verified: true, role: 'admin' };
    const browser = await auth.signedIn();
    expect((await browser.visit(`${auth.url}/auth/status`)).html).toContain('"role":"patient"');
  });
});
