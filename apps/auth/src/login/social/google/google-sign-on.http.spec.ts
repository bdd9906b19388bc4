import { givenSocialAuth, type GivenSocialAuth } from '../../../testing/social-auth.fixture.js';

describe('signing in with Google', () => {
  let auth: GivenSocialAuth;
  beforeAll(async () => {
    auth = await givenSocialAuth({ GOOGLE_ALLOWED_DOMAINS: '*', GITHUB_ALLOWED_LOGINS: '*' });
  });
  afterAll(() => auth.close());
  afterEach(() => {
    auth.providers.signers.google.alter = (claims) => ({ ...claims });
  });

  it.each([
    ['the nonce of another sign-in', { nonce: 'another' }],
    ['no nonce', { nonce: undefined }],
    ['another application as audience', { aud: 'somebody-else' }],
    ['another issuer', { iss: 'https://accounts.example' }],
    ['another person than the profile', { sub: '1' }],
    ['an end in the past', { exp: 1_000_000 }],
  ])('refuses an ID token with %s (feature A05)', async (_case, change) => {
    auth.providers.signers.google.alter = (claims) => ({ ...claims, ...change });
    const { page } = await auth.signIn('google', 'sarah');
    expect(page.status).toBe(401);
    expect((await auth.trail('login.refused')).at(-1)).toMatchObject({ decision: 'login.provider.refused' });
  });

  it('or GitHub admits everybody with a verified address when the configuration says so (feature A03)', async () => {
    for (const name of ['google', 'github'] as const) {
      expect((await auth.signIn(name, 'guest')).page.status).toBe(303);
      expect((await auth.signIn(name, 'unproven')).page.status).toBe(403);
    }
  });
});
