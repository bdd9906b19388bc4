import { describeIf, redisForTests, type TestRedis } from '@caregate/testing';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser } from '../testing/browser.fixture.js';
import {
  allow,
  authorizationRequest,
  postForm,
  redeem,
  refresh,
  register,
  tokensFor,
} from '../testing/oauth-client.fixture.js';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const AHEAD_SECONDS = 120;

const server = await redisForTests();
const stores = { postgresql: {}, redis: server && { server } };

for (const [store, place] of Object.entries<{ readonly server?: TestRedis } | undefined>(stores))
  describeIf(place, `what a clock made that was ahead and was set back, in ${store}`, ({ server: redis }) => {
    const realNow = Date.now;
    let aheadSeconds = 0;
    let auth: GivenAuth;
    beforeAll(async () => {
      // The library looks at `Date.now`, and everything else at the clock of the app.
      Date.now = () => realNow() + aheadSeconds * 1000;
      const environment = { DEVICE_FLOW: 'on', ...(redis && { OAUTH_STORE: 'redis' }) };
      auth = await givenAuth({ redisUrl: redis?.url, environment, clock: () => new Date(Date.now()) });
    });
    afterAll(async () => {
      Date.now = realNow;
      await auth.close();
      await redis?.stop();
    });

    /** Which it is not any more when the work is done. */
    const whileAhead = async <T>(seconds: number, work: () => Promise<T>): Promise<T> => {
      aheadSeconds = seconds;
      return work().finally(() => (aheadSeconds = 0));
    };

    const codeMade = async ({ url, signedIn }: GivenAuth, seconds: number) => {
      const browser = await signedIn();
      const client = await register(url);
      const request = authorizationRequest(url, client);
      const callback = await whileAhead(seconds, () => allow(browser, request));
      return redeem(url, client, callback, request);
    };

    it.each([
      ['a code that says it is of the future opens nothing', AHEAD_SECONDS, 400],
      ['a code of a clock that is ahead a little is good', 20, 200],
    ])('%s', async (_what, seconds, status) => {
      expect((await codeMade(auth, seconds)).status).toBe(status);
    });

    it('a refresh token opens nothing', async () => {
      const { url } = auth;
      const browser = await auth.signedIn();
      const { client, tokens } = await whileAhead(AHEAD_SECONDS, () => tokensFor(url, browser));
      expect((await refresh(url, client, tokens.refresh_token)).status).toBe(400);
    });

    it('a use of a refresh token is no use of a moment ago: whoever brings it again ends the grant', async () => {
      const { url } = auth;
      const { client, tokens } = await tokensFor(url, await auth.signedIn());
      const used = await whileAhead(AHEAD_SECONDS, () => refresh(url, client, tokens.refresh_token));
      expect(used.status).toBe(200);
      expect((await refresh(url, client, tokens.refresh_token)).status).toBe(400);
      expect((await auth.trail('token.reuse.detected')).length).toBeGreaterThan(0);
    });

    it('a device has no code to type, and its questions are refused', async () => {
      const { url } = auth;
      const browser = await auth.signedIn();
      const client = await register(url, { redirect_uris: [], grant_types: [deviceGrant] });
      const asked = { client_id: client.client_id, scope: 'read:patients' };
      const begun = await whileAhead(AHEAD_SECONDS, () => postForm(`${url}/oauth/device/auth`, asked));
      const { device_code, user_code } = (await begun.json()) as Record<'device_code' | 'user_code', string>;
      const page = await browser.submit(await browser.open(`${url}/device`), { user_code });
      expect(page.html).not.toContain('Assistant of specs');
      const answer = await postForm(`${url}/oauth/token`, { grant_type: deviceGrant, ...asked, device_code });
      expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    });

    it('a device that asked then is not told to slow down until that time', async () => {
      const { url } = auth;
      const client = await register(url, { redirect_uris: [], grant_types: [deviceGrant] });
      const asked = { client_id: client.client_id, scope: 'read:patients' };
      const begun = await postForm(`${url}/oauth/device/auth`, asked);
      const { device_code } = (await begun.json()) as { device_code: string };
      const poll = async () => {
        const answer = await postForm(`${url}/oauth/token`, { grant_type: deviceGrant, ...asked, device_code });
        return ((await answer.json()) as { error: string }).error;
      };
      expect(await whileAhead(AHEAD_SECONDS, poll)).toBe('authorization_pending');
      expect([await poll(), await poll()]).toEqual(['authorization_pending', 'slow_down']);
    });

    it('a sign-in that was begun then ends nowhere, and a session of then is none', async () => {
      const { url } = auth;
      const until = `${url}/auth/sandbox/callback`;
      const late = new Browser();
      const callback = await whileAhead(AHEAD_SECONDS, () => late.open(`${url}/login?return_to=/`, { until }));
      expect((await late.visit(callback.url)).status).toBe(403);
      const browser = await whileAhead(AHEAD_SECONDS, auth.signedIn);
      expect((await browser.visit(`${url}/auth/status`)).html).toBe('{"authenticated":false}');
    });
  });
