import { Browser } from '../../testing/browser.fixture.js';
import { authorizationRequest, register } from '../../testing/oauth-client.fixture.js';
import { givenSocialAuth, type GivenSocialAuth } from '../../testing/social-auth.fixture.js';

const providers = ['google', 'microsoft', 'github'] as const;

describe('signing in elsewhere', () => {
  let auth: GivenSocialAuth;
  beforeAll(async () => {
    auth = await givenSocialAuth();
  });
  afterAll(() => auth.close());

  const userOf = async (browser: Browser) => {
    const status = JSON.parse((await browser.visit(`${auth.url}/auth/status`)).html) as { user?: { id: string } };
    return status.user;
  };
  const lastRefusal = async () => (await auth.trail('login.refused')).at(-1);

  it('is offered on the sign-in page for each provider that is configured, and no other (feature A13)', async () => {
    const { html } = await new Browser().visit(`${auth.url}/login?return_to=/x`);
    const offered = [...html.matchAll(/href="(\/auth\/[^"]*)"/gu)].map(([, href]) => href);
    expect(offered).toEqual(['sandbox', ...providers].map((name) => `/auth/${name}?return_to=%2Fx`));
  });

  it.each(providers)(
    'at %s ends in a cookie, a session row and an entry of the trail (features A01 to A03)',
    async (name) => {
      const { browser, page } = await auth.signIn(name, 'sarah');
      expect([page.status, page.headers.get('location')]).toEqual([303, '/']);
      const cookie = page.headers.getSetCookie().find((line) => line.startsWith('sid='));
      expect(cookie).toMatch(/^sid=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
      expect(await userOf(browser)).toMatchObject({ name: 'Sarah Smith', role: 'patient' });
      const id = page.headers.get('x-session-id');
      expect(await auth.ask('select from auth.session where public_id = $1', [id])).toHaveLength(1);
      expect((await auth.trail('login.succeeded')).at(-1)).toMatchObject({ sessionId: id, detail: { provider: name } });
    },
  );

  it.each(providers)('at %s twice is one account, whose key is issuer and subject (feature A06)', async (name) => {
    const first = await userOf((await auth.signIn(name, 'sarah')).browser);
    const second = await userOf((await auth.signIn(name, 'sarah')).browser);
    expect(second?.id).toBe(first?.id);
    const rows = await auth.ask<{ issuer: string; subject: string }>(
      'select issuer, subject from auth.user_identity where user_id = $1',
      [first?.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.issuer).toContain(`${auth.providers.url}/${name}`);
    expect(rows[0]?.subject).not.toContain('sarah');
  });

  it('with one address at three providers is three accounts, and only the first has it (nOAuth)', async () => {
    const people = [];
    for (const name of providers) people.push(await userOf((await auth.signIn(name, 'sarah')).browser));
    expect(new Set(people.map((person) => person?.id)).size).toBe(3);
    const rows = await auth.ask(`select from auth.user_account where email = 'sarah@hosp.example'`);
    expect(rows).toHaveLength(1);
  });

  it.each(providers)('at %s asks with state and PKCE, and brings no token in an address', async (name) => {
    const { location } = Object.fromEntries((await new Browser().visit(`${auth.url}/auth/${name}`)).headers);
    const { searchParams } = new URL(location ?? '');
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('state')).toMatch(/^[\w-]{32,43}$/);
    await auth.signIn(name, 'sarah');
    expect(auth.providers.requests.join('\n')).not.toMatch(/access_token=|client_secret/);
  });

  it.each(['google', 'github'] as const)(
    'at %s lets an account be chosen anew when the password cannot be asked for',
    async (name) => {
      const { location } = Object.fromEntries(
        (await new Browser().visit(`${auth.url}/auth/${name}?prompt=login`)).headers,
      );
      expect(new URL(location ?? '').searchParams.get('prompt')).toBe('select_account');
    },
  );

  it.each(providers)(
    'at %s is refused with a state that is forged, missing or another provider’s (feature A05)',
    async (name) => {
      for (const alter of [
        (url: URL) => url.searchParams.set('state', 'x'.repeat(43)),
        (url: URL) => url.searchParams.delete('state'),
        (url: URL) => (url.pathname = '/auth/sandbox/callback'),
      ]) {
        const { browser, url } = await auth.answer(name, 'sarah');
        alter(url);
        expect((await browser.visit(url)).status).toBe(403);
        expect(await userOf(browser)).toBeUndefined();
        expect(await lastRefusal()).toMatchObject({ outcome: 'refused', decision: 'login.state.refused' });
      }
    },
  );

  it.each(providers)('at %s is refused when an answer comes again, or comes in another browser', async (name) => {
    const { browser, url } = await auth.answer(name, 'sarah');
    const victim = (await auth.answer(name, 'guest')).browser;
    expect((await victim.visit(url)).status).toBe(403);
    expect((await browser.visit(url)).status).toBe(303);
    expect((await browser.visit(url)).status).toBe(403);
    expect(await lastRefusal()).toMatchObject({ decision: 'login.state.refused', detail: { provider: name } });
  });

  it.each(providers)('at %s is refused with a code of somebody else, or without the verifier', async (name) => {
    const { browser, url } = await auth.answer(name, 'sarah');
    url.searchParams.set('code', 'made-up');
    expect((await browser.visit(url)).status).toBe(401);
    const again = await auth.answer(name, 'sarah');
    await auth.ask(`update auth.login_state set code_verifier = repeat('x', 43)`);
    expect((await again.browser.visit(again.url)).status).toBe(401);
    expect(await lastRefusal()).toMatchObject({ decision: 'login.provider.refused', detail: { provider: name } });
  });

  it.each(providers)('at %s ends with a page when the person says no', async (name) => {
    const browser = new Browser();
    const page = await browser.open(`${auth.url}/auth/${name}`);
    const back = await browser.submit(page, { decision: 'cancel' });
    expect([back.status, back.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
    expect(await lastRefusal()).toMatchObject({ decision: 'login.provider.refused', detail: { provider: name } });
  });

  it.each(providers)('at %s is refused before it begins with a foreign return address', async (name) => {
    const page = await new Browser().visit(`${auth.url}/auth/${name}?return_to=//evil.example`);
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    ['google', 'guest'],
    ['google', 'unproven'],
    ['github', 'guest'],
    ['github', 'unproven'],
  ] as const)('at %s admits not %s, who is not listed or whose address nobody verified', async (name, login) => {
    const { browser, page } = await auth.signIn(name, login);
    expect([page.status, page.headers.getSetCookie().some((line) => line.startsWith('sid='))]).toEqual([403, false]);
    expect(await userOf(browser)).toBeUndefined();
    expect(await lastRefusal()).toMatchObject({ decision: 'login.user.not_admitted', detail: { provider: name } });
  });

  it.each([
    ['sarah', 'code'],
    ['guest', 'error'],
  ])('gives the application that asked for %s of GitHub a %s (feature A03)', async (login, answered) => {
    const browser = new Browser();
    const asked = authorizationRequest(auth.url, await register(auth.url));
    const choice = await browser.open(asked.url, { until: asked.redirectUri });
    const [, href = ''] = /href="(\/auth\/github[^"]*)"/u.exec(choice.html) ?? [];
    const form = await browser.open(new URL(href.replaceAll('&amp;', '&'), auth.url));
    const password = 'a password of specs';
    let page = await browser.submit(form, { login, password, decision: 'allow' }, { until: asked.redirectUri });
    if (answered === 'code') page = await browser.submit(page, { decision: 'allow' }, { until: asked.redirectUri });
    const answer = page.url.searchParams;
    expect([page.url.origin + page.url.pathname, answer.get('state')]).toEqual([asked.redirectUri, asked.state]);
    expect([answer.has('code'), answer.get('error')]).toEqual(
      answered === 'code' ? [true, null] : [false, 'access_denied'],
    );
  });

  it('answers no application for whoever merely knows the address of a refusal', async () => {
    expect((await new Browser().visit(`${auth.url}/interaction/${'x'.repeat(21)}/denied`)).status).toBe(400);
  });

  it('at Google admits a private account where gmail.com is listed', async () => {
    expect(await userOf((await auth.signIn('google', 'private')).browser)).toMatchObject({ name: 'Private Person' });
  });

  it.each(providers)('at %s lets nobody in whose account here is closed', async (name) => {
    const person = await userOf((await auth.signIn(name, 'sarah')).browser);
    await auth.ask('update auth.user_account set active = false where id = $1', [person?.id]);
    const { page } = await auth.signIn(name, 'sarah');
    await auth.ask('update auth.user_account set active = true where id = $1', [person?.id]);
    expect(page.status).toBe(403);
    expect(await lastRefusal()).toMatchObject({ decision: 'login.user.inactive', detail: { provider: name } });
  });

  it('keeps secrets of clients and codes out of the log', () => {
    // Tokens begin a word; within one, the random identifiers of clients may spell such letters.
    expect(auth.log.join('\n')).not.toMatch(/the secret of a client of specs|\b(ya29\.|gho_|EwB)/);
  });
});

describe('signing in elsewhere when nothing is configured', () => {
  it('is not there, and not offered', async () => {
    const nothing = Object.fromEntries(
      ['GOOGLE', 'MICROSOFT', 'GITHUB'].flatMap((name) => [
        [`${name}_CLIENT_ID`, ''],
        [`${name}_CLIENT_SECRET`, ''],
      ]),
    );
    const auth = await givenSocialAuth(nothing);
    const answers = await Promise.all(providers.map((name) => new Browser().visit(`${auth.url}/auth/${name}`)));
    const choice = await new Browser().visit(`${auth.url}/login`);
    await auth.close();
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(choice.headers.get('location')).toBe('/auth/sandbox');
  });
});
