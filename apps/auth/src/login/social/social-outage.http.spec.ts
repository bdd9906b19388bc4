import type { Disturbance, SignOnProviderName } from '@caregate/testing';
import { givenSocialAuth, type GivenSocialAuth } from '../../testing/social-auth.fixture.js';
import { answered, troubles } from './troubles.fixture.js';

/** What is asked of each provider while somebody comes back. */
const calls: readonly (readonly [SignOnProviderName, string])[] = [
  ['google', '/google/token'],
  ['google', '/google/v1/userinfo'],
  ['microsoft', '/microsoft/common/oauth2/v2.0/token'],
  ['github', '/github/login/oauth/access_token'],
  ['github', '/github/api/v3/user'],
  ['github', '/github/api/v3/user/emails'],
];

describe('a provider in trouble', () => {
  let auth: GivenSocialAuth;
  beforeAll(async () => {
    auth = await givenSocialAuth({ SOCIAL_TIMEOUT_SECONDS: '1' });
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

  it('with silence is waited for no longer than configured', async () => {
    const startedAt = performance.now();
    const begun = await Promise.all(
      calls.map(async ([name, path]) => ({ path, ...(await auth.answer(name, 'sarah')) })),
    );
    const paths = calls.map(([, path]) => path).filter((path) => !path.endsWith('/user'));
    for (const path of paths) auth.providers.disturb(path, 'silence');
    const pages = await Promise.all(begun.map(({ browser, url }) => browser.visit(url)));
    for (const path of paths) auth.providers.disturb(path, undefined);
    expect(pages.map(({ status }) => status)).toEqual(calls.map(() => 503));
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('is used again as soon as it is back, by a process that went on all the while', async () => {
    for (const name of ['google', 'microsoft', 'github'] as const)
      expect((await auth.signIn(name, 'sarah')).page.status).toBe(303);
    expect(auth.log.filter((line) => line.includes('"status":500'))).toEqual([]);
  });
});
