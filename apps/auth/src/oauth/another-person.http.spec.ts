import { decodeJwt, decodeProtectedHeader } from 'jose';
import { withAdminTools } from '../admin/admin-tools.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { Browser } from '../testing/browser.fixture.js';
import {
  allow,
  ask,
  authorizationRequest,
  redeem,
  register,
  tokensFor,
  type TestClient,
  type Tokens,
} from '../testing/oauth-client.fixture.js';
import { until } from '../testing/until.fixture.js';

const nurse = { sub: 'nurse', name: 'Noor Adams', email: 'noor@hosp.example', email_verified: true, role: 'nurse' };
const scope = 'openid read:patients';

describe('an authorization request at a browser that others use too', () => {
  let auth: GivenAuth;
  let client: TestClient;
  let doctor: GivenAuth['idp']['person'];
  beforeAll(async () => {
    auth = await givenAuth();
    client = await register(auth.url);
    doctor = auth.idp.person;
  });
  beforeEach(() => (auth.idp.person = doctor));
  afterAll(() => auth.close());

  /** Whoever signs in next there is asked who they are. */
  const leftBy = async (person: GivenAuth['idp']['person']): Promise<Browser> => {
    auth.idp.person = person;
    const browser = await auth.signedIn();
    await browser.jar.store.removeCookie('127.0.0.1', '/', 'idp_session');
    return browser;
  };
  const idTokenOf = async (browser: Browser) => {
    const { tokens } = await tokensFor(auth.url, browser, { client, parameters: { scope } });
    return tokens.id_token ?? '';
  };
  const personIn = async (browser: Browser, parameters: Record<string, string>) => {
    const request = authorizationRequest(auth.url, client, { scope, ...parameters });
    const callback = await allow(browser, request);
    expect(callback.searchParams.get('state')).toBe(request.state);
    const answer = await redeem(auth.url, client, callback, request);
    return decodeJwt(((await answer.json()) as Tokens).id_token ?? '').sub;
  };

  it.each(['select_account', 'login', 'login consent'])(
    'goes on for who signs in there, when it asks for prompt=%s',
    async (prompt) => {
      const { sub } = decodeJwt(await idTokenOf(await auth.signedIn()));
      const browser = await leftBy(nurse);
      auth.idp.person = doctor;
      expect(await personIn(browser, { prompt, nonce: 'n' })).toBe(sub);
    },
  );

  it('goes on for the person whom it names, when that is who signs in (OpenID Connect Core §3.1.2.1)', async () => {
    const hint = await idTokenOf(await auth.signedIn());
    const browser = await leftBy(nurse);
    auth.idp.person = doctor;
    expect(await personIn(browser, { id_token_hint: hint })).toBe(decodeJwt(hint).sub);
  });

  it('takes a hint that an older key has signed, retired or not, and is refused with one of a key that was given up', async () => {
    const { sub } = decodeJwt(await idTokenOf(await auth.signedIn()));
    const hint = await idTokenOf(await auth.signedIn());
    const take = async () => personIn(await auth.signedIn(), { id_token_hint: hint });
    const rotate = (emergency: boolean) =>
      withAdminTools(auth.config, async ({ rotation }) => {
        await auth.ask(`update auth.signing_key set created_at = created_at - interval '6 minutes'`);
        const kid = await rotation.rotate({ emergency });
        await until(async () => decodeProtectedHeader(await idTokenOf(await auth.signedIn())).kid === kid);
      });
    await rotate(false);
    expect(await take()).toBe(sub);
    await auth.ask(`update auth.signing_key set state = 'retired', private_key_sealed = '' where state = 'retiring'`);
    expect(await take()).toBe(sub);
    const given = await idTokenOf(await auth.signedIn());
    await rotate(true);
    const page = await ask(
      await auth.signedIn(),
      authorizationRequest(auth.url, client, { scope, id_token_hint: given }),
    );
    expect(page.url.searchParams.get('error')).toBe('invalid_request');
    expect(await take()).toBe(sub);
  });

  it('is refused with a hint that was made for another application, or is no ID token', async () => {
    const other = await register(auth.url);
    const { tokens } = await tokensFor(auth.url, await auth.signedIn(), { client: other, parameters: { scope } });
    for (const id_token_hint of [tokens.id_token, tokens.access_token, 'a.b.c']) {
      const page = await ask(await auth.signedIn(), authorizationRequest(auth.url, client, { scope, id_token_hint }));
      expect(page.url.searchParams.get('error')).toBe('invalid_request');
    }
  });

  it.each(['signed in', 'not signed in'])('is refused to everybody else than it names, %s before', async (before) => {
    const hint = await idTokenOf(await auth.signedIn());
    const browser = await leftBy(nurse);
    if (before === 'not signed in') await browser.jar.removeAllCookies();
    const page = await ask(browser, authorizationRequest(auth.url, client, { scope, id_token_hint: hint }));
    expect(page.url.searchParams.get('error')).toBe('login_required');
  });
});
