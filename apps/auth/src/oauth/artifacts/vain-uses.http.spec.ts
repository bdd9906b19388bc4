import { describeIf, redisForTests, type TestRedis } from '@caregate/testing';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import type { Browser } from '../../testing/browser.fixture.js';
import {
  allow,
  authorizationRequest,
  redeem,
  refresh,
  register,
  tokensFor,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';

/** As of a database that is stopped while the tokens are being written down. */
const AWAY = `
create function auth.away() returns trigger language plpgsql as
  $$ begin raise exception 'terminating connection' using errcode = '57P01'; end $$;
create trigger away before insert on auth.issued_token execute function auth.away()`;
const BACK = 'drop trigger away on auth.issued_token; drop function auth.away()';

const server = await redisForTests();
const stores = { postgresql: {}, redis: server && { server } };

for (const [store, place] of Object.entries<{ readonly server?: TestRedis } | undefined>(stores))
  describeIf(place, `with codes and refresh tokens in ${store}, a store that goes away`, ({ server: redis }) => {
    let auth: GivenAuth;
    let browser: Browser;
    beforeAll(async () => {
      const environment = { REFRESH_GRACE_SECONDS: '0', ...(redis && { OAUTH_STORE: 'redis' }) };
      auth = await givenAuth({ redisUrl: redis?.url, environment });
      browser = await auth.signedIn();
    });
    afterAll(async () => {
      await auth.close();
      await redis?.stop();
    });

    const whileAway = async ({ ask }: GivenAuth, work: () => Promise<Response>) => {
      await ask(AWAY);
      const answer = await work();
      await ask(BACK);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    };

    it('costs nobody the code: it is good when the application comes again, and after that used', async () => {
      const { url } = auth;
      const client = await register(url);
      const request = authorizationRequest(url, client);
      const callback = await allow(browser, request);
      const exchange = () => redeem(url, client, callback, request);
      await whileAway(auth, exchange);
      await whileAway(auth, exchange);
      const answer = await exchange();
      expect(answer.status).toBe(200);
      const { refresh_token: token } = (await answer.json()) as Tokens;
      expect((await exchange()).status).toBe(400);
      expect(await auth.trail('token.reuse.detected')).toHaveLength(1);
      expect((await refresh(url, client, token)).status).toBe(400);
    });

    it('signs nobody out: the refresh token is good when the application comes again, and after that used', async () => {
      const { url } = auth;
      const { client, tokens } = await tokensFor(url, browser);
      await whileAway(auth, () => refresh(url, client, tokens.refresh_token));
      const renewed = await refresh(url, client, tokens.refresh_token);
      expect(renewed.status).toBe(200);
      expect((await refresh(url, client, tokens.refresh_token)).status).toBe(400);
      const { refresh_token: next } = (await renewed.json()) as Tokens;
      expect((await refresh(url, client, next)).status).toBe(400);
    });
  });
