import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';

describe('signing in', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  it('brings a person in through the identity provider', async () => {
    const browser = await auth.signedIn();
    const status = await browser.visit(`${auth.url}/auth/status`);
    expect(JSON.parse(status.html)).toMatchObject({ authenticated: true, user: { role: 'doctor' } });
  });
});
