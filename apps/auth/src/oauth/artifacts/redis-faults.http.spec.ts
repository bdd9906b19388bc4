import { describeIf, redisForTests } from '@caregate/testing';
import { Redis } from 'ioredis';
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
  type TestClient,
} from '../../testing/oauth-client.fixture.js';
import { until } from '../../testing/until.fixture.js';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

const server = await redisForTests();

afterAll(() => server?.stop());

for (const grace of ['0', '30'])
  describeIf(
    server,
    `two processes with a refresh grace of ${grace} seconds, and a Redis that stands still`,
    ({ url: redisUrl }) => {
      const administrator = new Redis(redisUrl, { lazyConnect: true });
      let auth: GivenAuth;
      let urls: readonly string[];
      let browser: Browser;
      let pid: number;
      beforeAll(async () => {
        const environment = { OAUTH_STORE: 'redis', REFRESH_GRACE_SECONDS: grace, DEVICE_FLOW: 'on' };
        auth = await givenAuth({ redisUrl, environment });
        urls = [auth.url, (await auth.another()).url];
        browser = await auth.signedIn();
        pid = Number(/process_id:(\d+)/u.exec(await administrator.info('server'))?.[1]);
      });
      afterAll(async () => {
        await auth.close();
        administrator.disconnect();
      });

      /** Asks all processes at once, and looks that none of them keeps anybody waiting. */
      const askAll = async (ask: (url: string) => Promise<Response>) => {
        const startedAt = performance.now();
        const answers = await Promise.all(urls.map(ask));
        expect(performance.now() - startedAt).toBeLessThan(2000);
        return answers.map(({ status, headers }) => (status === 503 ? `503, ${headers.get('retry-after')}` : status));
      };
      /** As a process that is paused, or a machine that swaps: connections stay, and nobody answers. */
      const whileStill = async (ask: (url: string) => Promise<Response>) => {
        process.kill(pid, 'SIGSTOP');
        const answers = await askAll(ask).finally(() => process.kill(pid, 'SIGCONT'));
        const client = await register(auth.url, { redirect_uris: [], grant_types: [DEVICE] });
        const ready = (url: string) => postForm(`${url}/oauth/device/auth`, { client_id: client.client_id });
        await until(async () => (await Promise.all(urls.map(ready))).every(({ ok }) => ok));
        return answers;
      };
      const away = ['503, 2', '503, 2'];
      const asPublic = ({ client_id }: TestClient, fields: Record<string, string>) => ({ client_id, ...fields });

      const givenCode = async () => {
        const client = await register(auth.url);
        const request = authorizationRequest(auth.url, client);
        const callback = await allow(browser, request);
        return (url: string) => redeem(url, client, callback, request);
      };

      it('give tokens for a code once when it goes on, and nothing while it does not', async () => {
        const exchange = await givenCode();
        expect(await whileStill(exchange)).toEqual(away);
        expect((await askAll(exchange)).sort()).toEqual([200, 400]);
        expect(await askAll(exchange)).toEqual([400, 400]);
      });

      it('give tokens for a code whose use it was asked for and never confirmed', async () => {
        const exchange = await givenCode();
        await administrator.client('PAUSE', 60_000, 'WRITE');
        expect(await askAll(exchange)).toEqual(away);
        await administrator.client('UNPAUSE');
        await until(async () => (await exchange(auth.url)).status !== 503);
        expect((await auth.trail('token.issued')).at(-1)).toMatchObject({ outcome: 'success' });
        expect(await askAll(exchange)).toEqual([400, 400]);
      });

      it('renew tokens when it goes on, as often as the grace allows', async () => {
        const { client, tokens } = await tokensFor(auth.url, browser);
        const renew = (url: string) => refresh(url, client, tokens.refresh_token);
        expect(await whileStill(renew)).toEqual(away);
        expect((await askAll(renew)).sort()).toEqual(grace === '0' ? [200, 400] : [200, 200]);
      });

      it('revoke a signed token without it, and a refresh token as soon as it goes on', async () => {
        const { client, tokens } = await tokensFor(auth.url, browser);
        const revoke = (token: string) => (url: string) =>
          postForm(`${url}/oauth/token/revocation`, asPublic(client, { token }));
        expect(await whileStill(revoke(tokens.access_token))).toEqual([200, 200]);
        for (const url of urls) {
          const asked = await postForm(
            `${url}/oauth/token/introspection`,
            asPublic(client, { token: tokens.access_token }),
          );
          expect(await asked.json()).toEqual({ active: false });
        }
        expect(await whileStill(revoke(tokens.refresh_token))).toEqual(away);
        expect(await askAll(revoke(tokens.refresh_token))).toEqual([200, 200]);
        expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
      });

      it('let devices wait, and answer whatever needs nothing that is kept there', async () => {
        const client = await register(auth.url, { redirect_uris: [], grant_types: [DEVICE] });
        const begin = (url: string) => postForm(`${url}/oauth/device/auth`, asPublic(client, {}));
        const waiting = (await (await begin(auth.url)).json()) as { device_code: string };
        const poll = (url: string) =>
          postForm(`${url}/oauth/token`, asPublic(client, { grant_type: DEVICE, device_code: waiting.device_code }));
        expect(await whileStill(begin)).toEqual(away);
        expect(await whileStill(poll)).toEqual(away);
        expect(await askAll(poll)).toEqual([400, 400]);
        expect(await whileStill((url) => fetch(`${url}/oauth/jwks`))).toEqual([200, 200]);
        expect(await whileStill((url) => fetch(`${url}/auth/sandbox`, { redirect: 'manual' }))).toEqual([303, 303]);
      });

      it('call what a Redis that began anew does not have a grant that is none', async () => {
        const exchange = await givenCode();
        const { client, tokens } = await tokensFor(auth.url, browser);
        await administrator.flushall();
        await administrator.call('CLIENT', 'KILL', 'TYPE', 'normal');
        await until(async () => (await exchange(auth.url)).status !== 503);
        expect(await askAll(exchange)).toEqual([400, 400]);
        expect(await askAll((url) => refresh(url, client, tokens.refresh_token))).toEqual([400, 400]);
      });
    },
  );
