import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import {
  ask,
  authorizationRequest,
  postForm,
  redirectUri,
  refresh,
  register,
  tokensFor,
  type TestClient,
} from '../../testing/oauth-client.fixture.js';

const send = (client: TestClient, method: string, body?: object, token = client['registration_access_token']) =>
  fetch(String(client['registration_client_uri']), {
    method,
    headers: { authorization: `Bearer ${String(token)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const metadata = ({ client_id }: TestClient, changes: object = {}) => ({
  client_id,
  client_name: 'Renamed',
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: 'client_secret_post',
  ...changes,
});

describe('a client that manages its own registration (RFC 7592, feature T10)', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { CLIENT_REGISTRATION_MANAGEMENT: 'on' } });
  });
  afterAll(() => auth.close());

  const confidential = () => register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
  /** Whether the secret still opens the door of the client. */
  const proves = async ({ client_id, client_secret = '' }: TestClient) =>
    (await postForm(`${auth.url}/oauth/token/introspection`, { client_id, client_secret, token: 'x' })).status === 200;

  it('is told where and with which token, of which only a hash is kept', async () => {
    const client = await register(auth.url);
    expect(client['registration_client_uri']).toBe(`${auth.url}/oauth/reg/${client.client_id}`);
    const rows = await auth.ask<{ dump: string }>('select a::text as dump from auth.oidc_artifact a');
    expect(rows.some(({ dump }) => dump.includes(String(client['registration_access_token'])))).toBe(false);
  });

  it('reads what is registered, but never its secret again, nor our hash of it', async () => {
    const client = await confidential();
    const read = (await (await send(client, 'GET')).json()) as Record<string, unknown>;
    expect(read).toMatchObject({ client_id: client.client_id, client_name: 'Assistant of specs' });
    for (const member of ['client_secret', 'app_id', 'app_name', 'role', 'allowed_scopes'])
      expect(read).not.toHaveProperty(member);
  });

  it('changes it, repeating its secret or not, and gets a new token for the next time', async () => {
    const client = await confidential();
    const repeated = await send(client, 'PUT', metadata(client, { client_secret: client.client_secret }));
    const changed = (await repeated.json()) as TestClient;
    expect([repeated.status, changed]).toMatchObject([200, { client_name: 'Renamed' }]);
    expect(changed).not.toHaveProperty('client_secret');
    expect((await send(client, 'PUT', metadata(client))).status).toBe(401);
    expect((await send(changed, 'PUT', metadata(client, { client_name: 'Again' }))).status).toBe(200);
    expect(await proves(client)).toBe(true);
    expect((await auth.trail('oauth.client.updated')).at(-1)).toMatchObject({ entity: { id: client.client_id } });
  });

  it.each([
    ['another secret', { client_secret: 'x'.repeat(64) }],
    ['the id of another client', { client_id: 'client_other' }],
    ['plain http', { redirect_uris: ['http://a.example/cb'] }],
    ['client credentials', { grant_types: ['client_credentials'] }],
    ['its registration token', { registration_access_token: 'x' }],
  ])('is refused a change to %s, and nothing is changed', async (_case, changes) => {
    const client = await confidential();
    expect((await send(client, 'PUT', metadata(client, changes))).status).toBe(400);
    expect(await (await send(client, 'GET')).json()).toMatchObject({ client_name: 'Assistant of specs' });
    expect((await auth.trail('oauth.client.updated')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  it('takes an address away, and no code is sent there for what was asked before (RFC 6749 §3.1.2.3)', async () => {
    const browser = await auth.signedIn();
    const client = await confidential();
    const page = await ask(browser, authorizationRequest(auth.url, client));
    expect(page.html).toContain('Allow access?');
    const left = metadata(client, { redirect_uris: ['https://left.example/callback'] });
    expect((await send(client, 'PUT', left)).status).toBe(200);
    const answer = await browser.submit(page, { decision: 'allow' }, { until: redirectUri });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(answer.html).toContain('invalid_redirect_uri');
  });

  it('cannot give itself a role', async () => {
    const client = await confidential();
    await send(client, 'PUT', metadata(client, { role: 'admin', app_id: 'copilot-studio' }));
    const [row] = await auth.ask<{ role: string | null; app_id: string }>(
      'select role, app_id from auth.oauth_client where client_id = $1',
      [client.client_id],
    );
    expect(row).toEqual({ role: null, app_id: 'dynamic' });
  });

  it.each([
    ['no token', {}, /^Bearer realm="[^"]+"$/],
    ['a token of nobody', { authorization: 'Bearer nobody' }, /^Bearer .*error="invalid_token"/],
  ])('is refused with %s, and told which it needs', async (_case, headers, challenge) => {
    const { registration_client_uri: address } = await confidential();
    for (const method of ['GET', 'DELETE']) {
      const response = await fetch(String(address), { method, headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(challenge);
    }
  });

  it.each([
    ['at which another client lives', 403, 'access_denied', async () => (await confidential()).client_id],
    ['at which nobody lives', 404, 'invalid_client_id', async () => 'client_nobody'],
  ])('is told of an address %s, and loses the token that it tries there', async (_case, status, error, other) => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const mine = await confidential();
      const address = `${auth.url}/oauth/reg/${await other()}`;
      const body = method === 'PUT' ? metadata(mine) : undefined;
      const response = await send({ ...mine, registration_client_uri: address }, method, body);
      expect([response.status, await response.json()]).toMatchObject([status, { error }]);
      expect(response.headers.get('www-authenticate')).toBeNull();
      expect((await send(mine, 'GET')).status).toBe(401);
      expect((await auth.trail('oauth.client.read')).at(-1)).toMatchObject({ outcome: 'refused' });
    }
  });

  it('learns nothing of who lives where without a token', async () => {
    const { registration_client_uri: taken } = await confidential();
    const answers = [String(taken), `${auth.url}/oauth/reg/client_nobody`].map(async (address) => {
      const response = await fetch(address, { headers: { authorization: 'Bearer nobody' } });
      return [response.status, await response.json(), response.headers.get('www-authenticate')];
    });
    const [first, second] = await Promise.all(answers);
    expect(first).toEqual(second);
  });

  it('removes itself with everything that people gave it', async () => {
    const browser = await auth.signedIn();
    const registered = await confidential();
    const { tokens } = await tokensFor(auth.url, browser, { client: registered });
    expect((await send(registered, 'DELETE')).status).toBe(204);
    expect((await refresh(auth.url, registered, tokens.refresh_token)).status).toBe(401);
    expect((await send(registered, 'GET')).status).toBe(401);
    const rows = await auth.ask('select from access.revocation where kind = $1 and value = $2', [
      'client',
      registered.client_id,
    ]);
    expect(rows).toHaveLength(1);
    expect((await auth.trail('oauth.client.removed')).at(-1)).toMatchObject({ entity: { id: registered.client_id } });
  });
});

describe('a client that changes its registration from several places', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { CLIENT_REGISTRATION_MANAGEMENT: 'on' } });
  });
  afterAll(() => auth.close());

  const confidential = () => register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });

  it('is changed by one of many who bring the same token at once; the others are told that it is spent', async () => {
    const client = await confidential();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const answers = await Promise.all(
      names.map(async (client_name) => {
        const response = await send(client, 'PUT', metadata(client, { client_name }));
        return { status: response.status, body: (await response.json()) as TestClient };
      }),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
    for (const { status, body } of answers) if (status !== 200) expect(body['error']).toBe('invalid_token');
    const [winner] = winners;
    if (winner === undefined) throw new Error('nobody won');
    const read = await send(winner.body, 'GET');
    expect([read.status, await read.json()]).toMatchObject([200, { client_name: winner.body['client_name'] }]);
    const sql = `select from auth.oidc_artifact where model = 'RegistrationAccessToken' and client_id = $1`;
    expect(await auth.ask(sql, [client.client_id])).toHaveLength(1);
    const recorded = (await auth.trail('oauth.client.updated')).filter(
      ({ entity, outcome }) =>
        (entity as { id?: string } | undefined)?.id === client.client_id && outcome === 'success',
    );
    expect(recorded).toHaveLength(1);
  });

  it('gives its secret up, and is nobody with it in any process from then on', async () => {
    const client = await confidential();
    const { url: other } = await auth.another();
    const { client_id, client_secret = '' } = client;
    const asked = () => postForm(`${other}/oauth/token/introspection`, { client_id, client_secret, token: 'x' });
    expect((await asked()).status).toBe(200);
    const changed = await send(client, 'PUT', metadata(client, { token_endpoint_auth_method: 'none' }));
    expect(changed.status).toBe(200);
    const rows = await auth.ask('select from access.revocation where kind = $1 and value = $2', ['client', client_id]);
    expect(rows).toHaveLength(1);
    expect((await asked()).status).toBe(401);
  });
});
