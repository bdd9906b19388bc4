import { decodeJwt, UnsecuredJWT } from 'jose';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import type { Browser } from '../../testing/browser.fixture.js';
import {
  postForm,
  refresh,
  register,
  tokensFor,
  type TestClient,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';
import { givenSeededClients, machineToken } from '../../testing/seeded-client.fixture.js';
import { until } from '../../testing/until.fixture.js';

const page = 'https://page.example';
const scope = 'openid profile email read:vitals';

describe('the UserInfo endpoint (OpenID Connect Core §5.3)', () => {
  let auth: GivenAuth;
  let browser: Browser;
  let client: TestClient;
  beforeAll(async () => {
    auth = await givenAuth();
    browser = await auth.signedIn();
    client = await register(auth.url, { redirect_uris: ['http://127.0.0.1:53682/callback', `${page}/cb`] });
  });
  afterAll(() => auth.close());

  const signIn = async (asked: string) =>
    (await tokensFor(auth.url, browser, { client, parameters: { scope: asked } })).tokens;
  const ask = (token: string, init: RequestInit = {}) =>
    fetch(`${auth.url}/oauth/userinfo`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const refusalOf = async (response: Response) => {
    const { error } = (await response.json()) as { error: string };
    return [response.status, error, response.headers.get('www-authenticate')];
  };

  it('is in the metadata', async () => {
    const metadata = await fetch(`${auth.url}/oauth/.well-known/openid-configuration`);
    expect(await metadata.json()).toMatchObject({ userinfo_endpoint: `${auth.url}/oauth/userinfo` });
  });

  it.each(['openid', 'openid profile', scope])('says what the ID token says, for %s', async (asked) => {
    const { id_token: idToken = '', access_token: token } = await signIn(asked);
    const { sub, name, email, email_verified: verified } = decodeJwt(idToken);
    const answer = await ask(token);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify({ sub, name, email, email_verified: verified })));
  });

  it('takes the token in a form too, and in a query never (RFC 6750 §2)', async () => {
    const { access_token: token } = await signIn(scope);
    const inForm = await postForm(`${auth.url}/oauth/userinfo`, { access_token: token });
    expect(await inForm.json()).toMatchObject({ name: 'Dr. Sarah Smith' });
    const query = new URLSearchParams({ access_token: token }).toString();
    const inQuery = await fetch(`${auth.url}/oauth/userinfo?${query}`);
    expect(await refusalOf(inQuery)).toEqual([
      400,
      'invalid_request',
      expect.stringMatching(/^Bearer .*invalid_request/u),
    ]);
  });

  it('says nothing for a token without sign-in, or one that was renewed without it', async () => {
    const challenge = expect.stringMatching(/^Bearer .*error="insufficient_scope".*scope="openid"/u);
    const plain = await signIn('read:vitals');
    expect(await refusalOf(await ask(plain.access_token))).toEqual([403, 'insufficient_scope', challenge]);
    const whole = await signIn(scope);
    const form = { grant_type: 'refresh_token', client_id: client.client_id, refresh_token: whole.refresh_token };
    const less = (await (
      await postForm(`${auth.url}/oauth/token`, { ...form, scope: 'read:vitals' })
    ).json()) as Tokens;
    expect(await refusalOf(await ask(less.access_token))).toEqual([403, 'insufficient_scope', challenge]);
    const again = (await (await refresh(auth.url, client, less.refresh_token)).json()) as Tokens;
    expect(await (await ask(again.access_token)).json()).toMatchObject({ name: 'Dr. Sarah Smith' });
  });

  it('says nothing for a machine', async () => {
    const machine = (await givenSeededClients(auth)).get('nurse-station');
    expect((await ask(await machineToken(auth, machine))).status).toBe(403);
  });

  it('says nothing for a token that nobody here has signed, an ID token, or none', async () => {
    const { access_token: token, id_token: idToken = '' } = await signIn(scope);
    const unsigned = new UnsecuredJWT(decodeJwt(token)).encode();
    const altered = `${token.slice(0, -8)}AAAAAAAA`;
    for (const bad of [unsigned, altered, idToken, 'nonsense', 'a.b.c'])
      expect(await refusalOf(await ask(bad))).toEqual([401, 'invalid_token', expect.stringContaining('invalid_token')]);
    const none = await fetch(`${auth.url}/oauth/userinfo`);
    expect(await refusalOf(none)).toEqual([401, 'invalid_token', `Bearer realm="${auth.config.issuer}"`]);
    expect((await auth.trail('token.refused')).at(-1)).toMatchObject({ outcome: 'refused', decision: 'invalid_token' });
  });

  it('opens no service by the words of the sign-in', async () => {
    const { access_token: token } = await signIn('openid profile');
    expect(decodeJwt(token)).toMatchObject({ aud: ehrResource, permissions: [], identity_scope: 'openid profile' });
    expect(decodeJwt(token)['scope'] ?? '').toBe('');
  });

  it.each<[string, (tokens: Tokens) => Promise<unknown>]>([
    [
      'was revoked',
      ({ access_token: token }) =>
        postForm(`${auth.url}/oauth/token/revocation`, { client_id: client.client_id, token }),
    ],
    ['is of a sign-in that has ended', () => browser.visit(`${auth.url}/auth/logout`)],
    [
      'is of somebody who was deactivated',
      ({ access_token: token }) =>
        auth.ask('update auth.user_account set active = false where id = $1', [decodeJwt(token).sub]),
    ],
  ])('says nothing once the token %s', async (_case, end) => {
    browser = await auth.signedIn();
    const tokens = await signIn(scope);
    expect((await ask(tokens.access_token)).status).toBe(200);
    await end(tokens);
    await until(async () => (await ask(tokens.access_token)).status === 401);
    await auth.ask('update auth.user_account set active = true');
    browser = await auth.signedIn();
  });

  it('answers pages of the origin that the application comes back to, and no others', async () => {
    const { access_token: token } = await signIn(scope);
    const allowed = async (origin: string) => {
      const answer = await ask(token, { headers: { origin } });
      return [answer.status, answer.headers.get('access-control-allow-origin')];
    };
    expect(await allowed(page)).toEqual([200, page]);
    expect(await allowed('https://evil.example')).toEqual([400, null]);
    const headers = {
      origin: page,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await fetch(`${auth.url}/oauth/userinfo`, { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'authorization']);
  });

  it('tells how much may be asked, and takes no other method', async () => {
    const { access_token: token } = await signIn(scope);
    expect((await ask(token)).headers.get('ratelimit-limit')).toEqual(expect.stringMatching(/^\d+$/u));
    expect((await ask(token, { method: 'DELETE' })).status).toBe(405);
  });
});
