import { describeIf, redisForTests } from '@caregate/testing';
import { Redis } from 'ioredis';
import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import type { Browser } from '../../testing/browser.fixture.js';
import {
  allow,
  authorizationRequest,
  postForm,
  redeem,
  refresh,
  register,
  tokensFor,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';
import { until } from '../../testing/until.fixture.js';

for (const store of ['redis', 'postgresql'])
  describeIf(await redisForTests(), `codes and refresh tokens with Redis, kept in ${store} (feature T16)`, (server) => {
    let auth: GivenAuth;
    let browser: Browser;
    beforeAll(async () => {
      auth = await givenAuth({ redisUrl: server.url, environment: { OAUTH_STORE: store, REFRESH_GRACE_SECONDS: '0' } });
      browser = await auth.signedIn();
    });
    afterAll(async () => {
      await auth.close();
      await server.stop();
    });

    it('are redeemed once: of ten at once exactly one gets tokens (attack case 25)', async () => {
      const client = await register(auth.url);
      const request = authorizationRequest(auth.url, client);
      const callback = await allow(browser, request);
      const { url } = auth;
      const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(url, client, callback, request)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('renew tokens once: of ten at once exactly one does (attack case 24)', async () => {
      const { client, tokens } = await tokensFor(auth.url, browser);
      const { url } = auth;
      const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(url, client, tokens.refresh_token)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('stand in Redis as hashes, with an end', async () => {
      const { client, tokens } = await tokensFor(auth.url, browser);
      const redis = new Redis(server.url);
      const keys = await redis.keys('oauth:refresh:*');
      expect(keys.length).toBeGreaterThan(0);
      expect(await redis.ttl(keys[0] ?? '')).toBeGreaterThan(1_000_000);
      expect([...keys, ...(await redis.mget(keys))].join('\n')).not.toContain(tokens.refresh_token);
      redis.disconnect();
      const renewed = (await (await refresh(auth.url, client, tokens.refresh_token)).json()) as Tokens;
      expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    });

    it('lie beside a list of applications and of the tokens of each person, which ends with them', async () => {
      const registered = await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
      const { tokens } = await tokensFor(auth.url, browser, { client: registered });
      const { jti = '', sub = '', exp } = decodeJwt(tokens.access_token);
      const [client, token, owner] = [
        `oauth:client:${registered.client_id}`,
        `oauth:token:${jti}`,
        `oauth:user_tokens:${sub}`,
      ];
      const redis = new Redis(server.url);
      await until(async () => (await redis.exists(client, token, owner)) === 3);
      const ninetyDays = 7_776_000;
      expect(await redis.ttl(client)).toBeGreaterThan(ninetyDays - 600);
      expect(await redis.ttl(client)).toBeLessThanOrEqual(ninetyDays);
      expect([await redis.expiretime(token), await redis.zscore(owner, jti)]).toEqual([exp, String(exp)]);
      expect(await redis.expiretime(owner)).toBeGreaterThanOrEqual(Number(exp));
      expect(`${await redis.get(client)}${await redis.get(token)}`).not.toMatch(
        new RegExp(`${registered.client_secret}|eyJ`),
      );

      const { client_id, client_secret = '' } = registered;
      await postForm(`${auth.url}/oauth/token/revocation`, { token: tokens.access_token, client_id, client_secret });
      await until(async () => (await redis.exists(token)) === 0 && (await redis.zscore(owner, jti)) === null);
      redis.disconnect();
    });
  });
