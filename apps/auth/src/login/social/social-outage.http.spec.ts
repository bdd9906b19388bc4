import type { Disturbance, SignOnProviderName } from '@caregate/testing';
import { Browser } from '../../testing/browser.fixture.js';
import { givenSocialAuth, type GivenSocialAuth } from '../../testing/social-auth.fixture.js';

const metadata = '/microsoft/common/v2.0/.well-known/openid-configuration';

/** What is asked of each provider while somebody comes back. */
const calls: readonly (readonly [SignOnProviderName, string])[] = [
  ['google', '/google/token'],
  ['google', '/google/v1/userinfo'],
  ['microsoft', '/microsoft/common/oauth2/v2.0/token'],
  ['github', '/github/login/oauth/access_token'],
  ['github', '/github/api/v3/user'],
  ['github', '/github/api/v3/user/emails'],
];

const answered = (status: number, body: string, type = 'application/json', headers = {}): Disturbance => ({
  status,
  headers: { 'content-type': type, ...headers },
  body,
});

const troubles: readonly (readonly [string, Disturbance])[] = [
  ['a broken line', 'break'],
  ['a failure', answered(500, 'no', 'text/plain')],
  ['too much asked', answered(403, '{"message":"rate limit"}', 'application/json', { 'x-ratelimit-remaining': '0' })],
  ['a page instead', answered(200, '<html>maintenance</html>', 'text/html')],
  ['half an answer', answered(200, '{"access_token":')],
  ['nothing', answered(200, 'null')],
  ['a list of nothing', answered(200, '[null]')],
  ['something else', answered(200, '{"access_token":{}}')],
  ['a redirect', answered(302, '', 'text/plain', { location: 'http://127.0.0.1:1/' })],
  ['far too much', answered(200, `"${'x'.repeat(400_000)}"`)],
];

describe('a provider in trouble', () => {
  let auth: GivenSocialAuth;
  beforeAll(async () => {
    auth = await givenSocialAuth();
  });
  afterAll(() => auth.close());

  const lastRefusal = async () => (await auth.trail('login.refused')).at(-1);

  /** Disturbs after the browser was sent away, as sign-ins under way meet it. */
  async function comeBackDuring(name: SignOnProviderName, path: string, trouble: Disturbance) {
    const { browser, url } = await auth.answer(name, 'sarah');
    auth.providers.disturb(path, trouble);
    const page = await browser.visit(url);
    auth.providers.disturb(path, undefined);
    return page;
  }

  describe.each(troubles)('with %s', (_case, trouble) => {
    it.each(calls)('costs a sign-in with %s at %s, and is said on a page and the trail', async (name, path) => {
      const page = await comeBackDuring(name, path, trouble);
      expect([401, 503]).toContain(page.status);
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(page.headers.getSetCookie().filter((line) => line.startsWith('sid='))).toEqual([]);
      const decision = page.status === 503 ? 'login.provider.unavailable' : 'login.provider.refused';
      expect(await lastRefusal()).toMatchObject({ decision, detail: { provider: name } });
    });
  });

  it.each(calls)('that is down is no refusal: %s at %s', async (name, path) => {
    for (const trouble of ['break', answered(502, ''), answered(200, '<html></html>', 'text/html')] as const)
      expect((await comeBackDuring(name, path, trouble)).status).toBe(503);
  });

  it('with silence is waited for no longer than some seconds', async () => {
    const startedAt = performance.now();
    const begun = await Promise.all(
      calls.map(async ([name, path]) => ({ path, ...(await auth.answer(name, 'sarah')) })),
    );
    const paths = calls.map(([, path]) => path).filter((path) => !path.endsWith('/user'));
    for (const path of paths) auth.providers.disturb(path, 'silence');
    const pages = await Promise.all(begun.map(({ browser, url }) => browser.visit(url)));
    for (const path of paths) auth.providers.disturb(path, undefined);
    expect(pages.map(({ status }) => status)).toEqual(calls.map(() => 503));
    expect(performance.now() - startedAt).toBeLessThan(9000);
  });

  it('is used again as soon as it is back, by a process that went on all the while', async () => {
    for (const name of ['google', 'microsoft', 'github'] as const)
      expect((await auth.signIn(name, 'sarah')).page.status).toBe(303);
    expect(auth.log.filter((line) => line.includes('"status":500'))).toEqual([]);
  });
});

describe('Microsoft, when it says nothing good about itself', () => {
  let auth: GivenSocialAuth;
  beforeAll(async () => {
    auth = await givenSocialAuth();
  });
  afterAll(() => auth.close());

  const incomplete = JSON.stringify({ issuer: 'x', authorization_endpoint: 'javascript:alert(1)' });

  it.each([
    ...troubles,
    ['addresses that are none', answered(200, incomplete)],
    ['an error', answered(400, '{"error":"invalid_tenant"}')],
  ] as const)('with %s, costs the way there, and is on the trail', async (_case, trouble) => {
    auth.providers.disturb(metadata, trouble);
    const page = await new Browser().visit(`${auth.url}/auth/microsoft`);
    auth.providers.disturb(metadata, undefined);
    expect([page.status, page.headers.get('location')]).toEqual([503, null]);
    expect((await auth.trail('login.refused')).at(-1)).toMatchObject({
      decision: 'login.provider.unavailable',
      detail: { provider: 'microsoft' },
    });
  });

  it('with keys that are none, neither', async () => {
    auth.providers.disturb('/microsoft/common/discovery', answered(200, '<html></html>', 'text/html'));
    expect((await new Browser().visit(`${auth.url}/auth/microsoft`)).status).toBe(503);
    auth.providers.disturb('/microsoft/common/discovery', undefined);
    expect((await auth.signIn('microsoft', 'sarah')).page.status).toBe(303);
  });
});

describe('providers of which nothing is there', () => {
  it('cost the sign-in, and leave the others alone (auth attack 50)', async () => {
    const auth = await givenSocialAuth();
    const begun = await Promise.all(
      (['google', 'microsoft', 'github'] as const).map((name) => auth.answer(name, 'sarah')),
    );
    await auth.providers.close();
    const pages = await Promise.all(begun.map(({ browser, url }) => browser.visit(url)));
    const atHospital = await new Browser().open(`${auth.url}/auth/sandbox?return_to=/`);
    await auth.close();
    expect(pages.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(atHospital.html).toContain('Signed in as');
  });
});
