import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser, hiddenFieldsOf } from '../testing/browser.fixture.js';
import { postForm, register, tokensFor } from '../testing/oauth-client.fixture.js';
import { until } from '../testing/until.fixture.js';

describe('signing out', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  const isSignedIn = async (browser: Browser) =>
    (await browser.visit(`${auth.url}/auth/status`)).html.includes('"authenticated":true');

  it('by the button of the page ends the session and clears the cookie (feature A11)', async () => {
    const browser = await auth.signedIn();
    const page = await browser.open(`${auth.url}/`);
    const after = await browser.submit(page, {});
    expect(after.url.pathname).toBe('/');
    expect(after.html).toContain('Sign in');
    expect(await browser.cookie(auth.url, 'sid')).toBeUndefined();
    expect((await auth.trail('logout')).at(-1)).toMatchObject({
      actor: { kind: 'user' },
      sessionId: expect.any(String),
    });
  });

  it('by address does the same, and answers programs as the older gateway did', async () => {
    const browser = await auth.signedIn();
    const answer = await browser.visit(`${auth.url}/auth/logout`, { headers: { accept: 'application/json' } });
    expect(JSON.parse(answer.html)).toEqual({ message: 'Logged out successfully' });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('takes back every token that came of the sign-in (feature A11)', async () => {
    const browser = await auth.signedIn();
    const client = await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
    const { tokens } = await tokensFor(auth.url, browser, { client });
    const isActive = async () => {
      const fields = {
        client_id: client.client_id,
        client_secret: client.client_secret ?? '',
        token: tokens.access_token,
      };
      const response = await postForm(`${auth.url}/oauth/token/introspection`, fields);
      return ((await response.json()) as { active: boolean }).active;
    };
    expect(await isActive()).toBe(true);
    await browser.visit(`${auth.url}/auth/logout`);
    await until(async () => !(await isActive()));
  });

  it('leaves a copy of the cookie worth nothing (Keycloak CVE-2025-12390)', async () => {
    const browser = await auth.signedIn();
    const copy = new Browser();
    await copy.jar.setCookie(`sid=${await browser.cookie(auth.url, 'sid')}`, auth.url);
    expect(await isSignedIn(copy)).toBe(true);
    await browser.visit(`${auth.url}/auth/logout`);
    expect(await isSignedIn(copy)).toBe(false);
  });

  it.each([
    ['a form of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a form of a sister site', { 'sec-fetch-site': 'same-site' }],
    ['a page that hides where it is', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('is not done for %s (feature A09)', async (_case, headers) => {
    const browser = await auth.signedIn();
    const { csrf_token: token = '' } = hiddenFieldsOf((await browser.open(`${auth.url}/`)).html);
    const answer = await browser.post(`${auth.url}/auth/logout`, { csrf_token: token }, headers);
    expect(answer.status).toBe(403);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('is not done for a form without the token of the page, or with that of another session', async () => {
    const browser = await auth.signedIn();
    const other = await auth.signedIn();
    const { csrf_token: foreign = '' } = hiddenFieldsOf((await other.open(`${auth.url}/`)).html);
    expect((await browser.post(`${auth.url}/auth/logout`, {})).status).toBe(403);
    expect((await browser.post(`${auth.url}/auth/logout`, { csrf_token: foreign })).status).toBe(403);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('asks first when a link of another site leads there', async () => {
    const browser = await auth.signedIn();
    const page = await browser.visit(`${auth.url}/auth/logout`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(page.html).toContain('Sign out?');
    expect(await isSignedIn(browser)).toBe(true);
    await browser.submit(page, {});
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('is no error for somebody who is not signed in', async () => {
    expect((await fetch(`${auth.url}/auth/logout`)).status).toBe(200);
  });
});
