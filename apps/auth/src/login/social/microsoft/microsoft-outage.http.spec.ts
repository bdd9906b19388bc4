import { Browser } from '../../../testing/browser.fixture.js';
import { givenSocialAuth, type GivenSocialAuth } from '../../../testing/social-auth.fixture.js';
import { answered, troubles } from '../troubles.fixture.js';

const metadata = '/microsoft/common/v2.0/.well-known/openid-configuration';

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

  it('and nothing of the others is there either, costs the sign-in and leaves the hospital alone (auth attack 50)', async () => {
    const names = ['google', 'microsoft', 'github'] as const;
    const begun = await Promise.all(names.map((name) => auth.answer(name, 'sarah')));
    await auth.providers.close();
    const pages = await Promise.all(begun.map(({ browser, url }) => browser.visit(url)));
    const atHospital = await new Browser().open(`${auth.url}/auth/sandbox?return_to=/`);
    expect(pages.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(atHospital.html).toContain('Signed in as');
  });
});
