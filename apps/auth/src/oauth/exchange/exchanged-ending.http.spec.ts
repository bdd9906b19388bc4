import { redisForTests } from '@caregate/testing';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { postForm, postJson, tokensFor } from '../../testing/oauth-client.fixture.js';
import { givenSeededClients } from '../../testing/seeded-client.fixture.js';
import { exchangeToken } from '../../testing/token-exchange.fixture.js';
import { until } from '../../testing/until.fixture.js';

const orchestrator = 'http://agents.example:8090/api/v1';
const policy = {
  app_id: 'hospital-ehr-app',
  from: [orchestrator],
  resources: [ehrResource],
  scopes: ['read:patients'],
};
const environment = {
  RESOURCES: JSON.stringify([
    { url: ehrResource, title: 'Health record' },
    { url: orchestrator, title: 'Agents' },
  ]),
  TOKEN_EXCHANGE: JSON.stringify([policy]),
};

describe.each(['redis', 'postgresql'])('an exchanged token, with %s for a store (RFC 8693)', (store) => {
  let server: Awaited<ReturnType<typeof redisForTests>>;
  let auth: GivenAuth;
  beforeAll(async () => {
    server = store === 'redis' ? await redisForTests() : undefined;
    const redis = server && { OAUTH_STORE: 'redis' };
    auth = await givenAuth({ redisUrl: server?.url, environment: { ...environment, ...redis } });
  });
  afterAll(async () => {
    await auth.close();
    await server?.stop();
  });

  const exchange = async (token: string) => {
    const app = (await givenSeededClients(auth)).get('hospital-ehr-app');
    return (await exchangeToken(auth.url, token, app)).body.access_token;
  };
  const doorOf = async (verifyUrl: string, token: string) => {
    const asked = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'care.example', 'x-forwarded-method': 'GET' };
    const headers = { ...asked, 'x-forwarded-uri': '/ehr/x', authorization: `Bearer ${token}` };
    return (await fetch(verifyUrl, { headers })).status;
  };
  const isGood = async (url: string, token: string) =>
    ((await (await postJson(`${url}/token/validate`, { token })).json()) as { valid: boolean }).valid;

  it('ends with the one token that it came of, at every process within a second; one of another token does not', async () => {
    const browser = await auth.signedIn();
    const wanted = { parameters: { resource: orchestrator, scope: 'read:patients' } };
    const [{ tokens, client }, others] = [
      await tokensFor(auth.url, browser, wanted),
      await tokensFor(auth.url, browser, wanted),
    ];
    const [exchanged, kept] = [await exchange(tokens.access_token), await exchange(others.tokens.access_token)];
    const processes = [auth, await auth.another()];
    const doors = () => Promise.all(processes.map(({ verifyUrl }) => doorOf(verifyUrl, exchanged)));
    const verdicts = () => Promise.all(processes.map(({ url }) => isGood(url, exchanged)));
    expect([await doors(), await verdicts()]).toEqual([
      [200, 200],
      [true, true],
    ]);

    const fields = { token: tokens.access_token, client_id: client.client_id };
    expect((await postForm(`${auth.url}/oauth/token/revocation`, fields)).status).toBe(200);
    expect([await doorOf(auth.verifyUrl, exchanged), await isGood(auth.url, exchanged)]).toEqual([401, false]);
    await until(async () => (await doors()).every((status) => status === 401), 1000);
    await until(async () => (await verdicts()).every((good) => !good), 1000);
    expect(await doorOf(auth.verifyUrl, kept)).toBe(200);
  });
});
