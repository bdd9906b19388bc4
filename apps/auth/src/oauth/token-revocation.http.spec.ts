import { describeIf, redisForTests, type TestRedis } from '@caregate/testing';
import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { Browser } from '../testing/browser.fixture.js';
import { postForm, postJson, refresh, register, tokensFor, type TestClient } from '../testing/oauth-client.fixture.js';
import { until } from '../testing/until.fixture.js';

describe('revoking and introspecting', () => {
  let auth: GivenAuth;
  let browser: Browser;
  let confidential: TestClient;
  beforeAll(async () => {
    auth = await givenAuth();
    browser = await auth.signedIn();
    confidential = await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
  });
  afterAll(() => auth.close());

  const asClient = ({ client_id, client_secret }: TestClient) => ({
    client_id,
    ...(client_secret === undefined ? {} : { client_secret }),
  });
  const revoke = (client: TestClient, token: string) =>
    postForm(`${auth.url}/oauth/token/revocation`, { token, ...asClient(client) });
  const introspect = async (client: TestClient, token: string) => {
    const response = await postForm(`${auth.url}/oauth/token/introspection`, { token, ...asClient(client) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('tells a client what its signed token is worth (RFC 7662)', async () => {
    const { tokens, client } = await tokensFor(auth.url, browser, { client: confidential });
    const { body } = await introspect(confidential, tokens.access_token);
    const { sub, jti, exp, aud } = decodeJwt(tokens.access_token);
    expect(body).toMatchObject({ active: true, sub, jti, exp, aud, client_id: client.client_id, token_type: 'Bearer' });
  });

  it('tells a public client only of its own tokens, as anybody can say its name', async () => {
    const { tokens, client } = await tokensFor(auth.url, browser);
    const stranger = await register(auth.url);
    expect((await introspect(client, tokens.access_token)).body).toMatchObject({ active: true });
    expect((await introspect(stranger, tokens.access_token)).body).toEqual({ active: false });
  });

  it('tells a client that has a secret nothing of the tokens of others either (feature T07)', async () => {
    const { tokens } = await tokensFor(auth.url, browser);
    expect((await introspect(confidential, tokens.access_token)).body).toEqual({ active: false });
  });

  it.each(['a.b.c', 'nonsense', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`])(
    'says of %s only that it is not active',
    async (token) => {
      expect((await introspect(confidential, token)).body).toEqual({ active: false });
    },
  );

  it('keeps nobody waiting of two who revoke the same token at once, though the later is no news', async () => {
    const { tokens, client } = await tokensFor(auth.url, browser);
    const begun = performance.now();
    const answers = await Promise.all([1, 2].map(() => revoke(client, tokens.access_token)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(performance.now() - begun).toBeLessThan(900);
  });

  it('revokes one token: from then on it is not active, and the trail knows (RFC 7009)', async () => {
    const { tokens, client } = await tokensFor(auth.url, browser);
    const { jti } = decodeJwt(tokens.access_token);
    const response = await revoke(client, tokens.access_token);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-type')).toBeNull();
    expect((await introspect(client, tokens.access_token)).body).toEqual({ active: false });
    expect((await auth.trail('token.revoked')).at(-1)).toMatchObject({ tokenId: jti });
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(200);
  });

  it('revokes with a refresh token everything that came of the same grant', async () => {
    const { tokens, client } = await tokensFor(auth.url, browser);
    const response = await revoke(client, tokens.refresh_token);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, null]);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
    await until(async () => (await introspect(client, tokens.access_token)).body['active'] === false);
    expect((await auth.trail('token.revoked')).at(-1)).toMatchObject({ decision: 'revoked by the client' });
  });

  it.each(['access_token', 'refresh_token'] as const)(
    'lets nobody revoke the %s of another client, and tells them so (RFC 7009 §2.1)',
    async (kind) => {
      const { tokens, client } = await tokensFor(auth.url, browser);
      const response = await revoke(confidential, tokens[kind]);
      expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_request' }]);
      expect((await introspect(client, tokens[kind])).body).toMatchObject({ active: true });
    },
  );

  it('takes no confidential client in without its secret (the older gateway did)', async () => {
    const { tokens } = await tokensFor(auth.url, browser);
    const nameless = { client_id: confidential.client_id };
    expect((await introspect(nameless, tokens.access_token)).status).toBe(401);
    expect((await revoke(nameless, tokens.access_token)).status).toBe(401);
  });

  it('is as content with a token that is no good any more', async () => {
    expect((await revoke(confidential, 'a.b.c')).status).toBe(200);
  });
});

const server = await redisForTests();
const backends = { PostgreSQL: {}, Redis: server && { server } };

for (const [backend, place] of Object.entries<{ readonly server?: TestRedis } | undefined>(backends))
  describeIf(place, `a revocation over ${backend}`, ({ server: redis }) => {
    let auth: GivenAuth;
    beforeAll(async () => {
      auth = await givenAuth({ redisUrl: redis?.url });
    });
    afterAll(async () => {
      await auth.close();
      await redis?.stop();
    });

    it('is obeyed by another process within a second (feature T06)', async () => {
      const other = await auth.another();
      const { tokens, client } = await tokensFor(auth.url, await auth.signedIn());
      const isValid = async () => {
        const answer = await postJson(`${other.url}/token/validate`, { token: tokens.access_token });
        return ((await answer.json()) as { valid: boolean }).valid;
      };
      expect(await isValid()).toBe(true);
      const startedAt = performance.now();
      const fields = { token: tokens.access_token, client_id: client.client_id };
      await postForm(`${auth.url}/oauth/token/revocation`, fields);
      await until(async () => !(await isValid()));
      expect(performance.now() - startedAt).toBeLessThan(1000);
    });
  });
