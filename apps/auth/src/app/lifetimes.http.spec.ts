import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser } from '../testing/browser.fixture.js';
import {
  allow,
  ask,
  authorizationRequest,
  postJson,
  redeem,
  refresh,
  register,
  tokensFor,
  type Tokens,
} from '../testing/oauth-client.fixture.js';
import { rawRequest } from '../testing/raw-request.fixture.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Only the date is ours to set: timers, sockets and the database go on as ever (feature T15). */
describe('as time passes', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    jest.useFakeTimers({
      doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'].concat([
        'setInterval',
        'clearInterval',
        'setTimeout',
        'clearTimeout',
      ]) as never,
      now: Date.now(),
    });
    auth = await givenAuth();
  });
  afterAll(async () => {
    await auth.close();
    jest.useRealTimers();
  });

  const pass = (milliseconds: number) => jest.setSystemTime(Date.now() + milliseconds);
  const isValid = async (token: string) => {
    const answer = await postJson(`${auth.url}/token/validate`, { token });
    return ((await answer.json()) as { valid: boolean }).valid;
  };
  const isSignedIn = async (browser: Browser) =>
    (await browser.visit(`${auth.url}/auth/status`)).html.includes('"authenticated":true');
  const next = async (response: Response) => (await response.json()) as Tokens;

  it('a sign-in that waits five minutes at the identity provider begins again', async () => {
    const browser = new Browser();
    const { url } = await browser.open(`${auth.url}/login`, { until: `${auth.url}/auth/sandbox/callback` });
    pass(5 * MINUTE);
    expect((await browser.visit(url)).status).toBe(403);
  });

  it('a code is good for a minute', async () => {
    const browser = await auth.signedIn();
    const client = await register(auth.url);
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    pass(MINUTE);
    expect((await redeem(auth.url, client, callback, request)).status).toBe(400);
  });

  it('a consent page is good for ten minutes', async () => {
    const browser = await auth.signedIn();
    const page = await ask(browser, authorizationRequest(auth.url, await register(auth.url)));
    pass(10 * MINUTE);
    expect((await browser.visit(page.url)).status).toBe(400);
  });

  it('an access token is good for ten minutes, in /token/validate and at /verify', async () => {
    const { tokens } = await tokensFor(auth.url, await auth.signedIn());
    const lines = ['X-Forwarded-Method', 'GET', 'X-Forwarded-Proto', 'http', 'X-Forwarded-Host', 'care.example'].concat(
      ['X-Forwarded-Uri', '/ehr/x', 'Authorization', `Bearer ${tokens.access_token}`],
    );
    const verify = async () => (await rawRequest(auth.verifyUrl, { lines })).status;
    pass(10 * MINUTE - 2000);
    expect([await isValid(tokens.access_token), await verify()]).toEqual([true, 200]);
    pass(2000);
    expect([await isValid(tokens.access_token), await verify()]).toEqual([false, 401]);
  });

  it('a refresh token is good for fourteen days after its last use', async () => {
    const { client, tokens } = await tokensFor(auth.url, await auth.signedIn());
    pass(13 * DAY);
    const used = await next(await refresh(auth.url, client, tokens.refresh_token));
    pass(14 * DAY);
    expect((await refresh(auth.url, client, used.refresh_token)).status).toBe(400);
  });

  it('a family of refresh tokens ends after ninety days, however busy it is (ASVS 10.4.8)', async () => {
    const { client, tokens } = await tokensFor(auth.url, await auth.signedIn());
    let current = tokens;
    for (let day = 0; day < 84; day += 12) {
      pass(12 * DAY);
      current = await next(await refresh(auth.url, client, current.refresh_token));
    }
    expect(decodeJwt(current.access_token)).toMatchObject({ gid: decodeJwt(tokens.access_token)['gid'] });
    pass(6 * DAY);
    expect((await refresh(auth.url, client, current.refresh_token)).status).toBe(400);
  });

  it('a client that registered itself is forgotten ninety days after its last use', async () => {
    const client = await register(auth.url);
    pass(80 * DAY);
    await tokensFor(auth.url, await auth.signedIn(), { client });
    pass(80 * DAY);
    expect((await ask(await auth.signedIn(), authorizationRequest(auth.url, client))).html).toContain('Allow access?');
    pass(10 * DAY);
    const page = await ask(await auth.signedIn(), authorizationRequest(auth.url, client));
    expect(page.html).toContain('invalid_client');
  });

  it('a session that nobody uses ends after fifteen minutes (automatic logoff)', async () => {
    const browser = await auth.signedIn();
    pass(14 * MINUTE);
    expect(await isSignedIn(browser)).toBe(true);
    pass(14 * MINUTE);
    expect(await isSignedIn(browser)).toBe(true);
    pass(15 * MINUTE);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('a session ends after twelve hours, however busy it is', async () => {
    const browser = await auth.signedIn();
    for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
      pass(10 * MINUTE);
      expect(await isSignedIn(browser)).toBe(true);
    }
    pass(10 * MINUTE);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('a cookie at /verify keeps its session alive, and ends with it', async () => {
    const browser = await auth.signedIn();
    const cookie = `sid=${await browser.cookie(auth.url, 'sid')}`;
    const lines = ['X-Forwarded-Method', 'GET', 'X-Forwarded-Proto', 'http', 'X-Forwarded-Host', 'care.example'];
    const verify = async () =>
      (await rawRequest(auth.verifyUrl, { lines: [...lines, 'X-Forwarded-Uri', '/ehr/x', 'Cookie', cookie] })).status;
    for (let times = 0; times < 3; times += 1) {
      pass(14 * MINUTE);
      expect(await verify()).toBe(200);
    }
    pass(15 * MINUTE);
    expect(await verify()).toBe(401);
  });
});
