import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { tokensFor } from '../testing/oauth-client.fixture.js';

const HUNG_SECONDS = 9;
const hang = `begin; lock table access.revocation, audit.event in access exclusive mode;
  select pg_sleep(${HUNG_SECONDS}); rollback`;

describe('/verify with a database that does not answer', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  it('lets in whom it knows for five seconds, then says soon that it cannot judge, and lets in again', async () => {
    const { tokens } = await tokensFor(auth.url, await auth.signedIn());
    const asked = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'care.example', 'x-forwarded-method': 'GET' };
    const headers = { ...asked, 'x-forwarded-uri': '/ehr/x', authorization: `Bearer ${tokens.access_token}` };
    const ask = async () => {
      const begun = performance.now();
      const { status } = await fetch(auth.verifyUrl, { headers });
      return { status, milliseconds: performance.now() - begun };
    };
    expect((await ask()).status).toBe(200);

    let isHung = true;
    const hung = auth.ask(hang).finally(() => (isHung = false));
    const answers = [];
    while (isHung) answers.push(await ask());
    await hung;
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    expect(Math.max(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(2_500);
    expect((await ask()).status).toBe(200);
  });
});
