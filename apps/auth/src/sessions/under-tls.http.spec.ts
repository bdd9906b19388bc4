import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser } from '../testing/browser.fixture.js';
import { authorizationRequest, redirectUri, register } from '../testing/oauth-client.fixture.js';

/** As behind an edge that ends TLS: the address is https, the connection to us is not. */
describe('behind an edge with TLS', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { PUBLIC_URL: 'https://care.example' } });
  });
  afterAll(() => auth.close());

  const here = (address: string) => address.replace('https://care.example', auth.url);
  const ask = (address: string, cookie = '') =>
    fetch(here(address), { redirect: 'manual', headers: { cookie, accept: 'text/html' } });

  it('signs in with cookies that only TLS carries', async () => {
    const begun = await ask('https://care.example/auth/sandbox');
    const [login = ''] = begun.headers.getSetCookie();
    expect(login).toMatch(/^__Host-login-[\w-]{8}=[\w-]{43}; .*Secure/);
    const until = 'https://care.example/auth/sandbox/callback';
    const { url } = await new Browser().open(begun.headers.get('location') ?? '', { until });
    const done = await ask(url.href, login.split(';')[0]);
    expect(done.headers.getSetCookie()[0]).toMatch(/^__Host-sid=[\w-]{43}; .*Secure; SameSite=Lax$/);
  });

  it('binds an authorization request to the browser by such cookies, and names itself by its public address', async () => {
    const client = await register(auth.url);
    const { url } = authorizationRequest(auth.url, client);
    const answer = await ask(url.href);
    expect(answer.headers.get('location')).toMatch(/^\/interaction\//);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/^op_\w+(\.sig)?=.*; secure; httponly/i);
    const silent = await ask(authorizationRequest(auth.url, client, { prompt: 'none' }).url.href);
    const back = new URL(silent.headers.get('location') ?? '');
    expect(back.href.startsWith(redirectUri)).toBe(true);
    expect(back.searchParams.get('iss')).toBe('https://care.example/oauth');
  });
});
