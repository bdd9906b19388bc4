import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { postJson, redirectUri, register } from '../testing/oauth-client.fixture.js';

describe('open registration', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  const clients = async () => (await auth.ask('select from auth.oauth_client')).length;

  it('gives a public client an id and nothing secret', async () => {
    const client = await register(auth.url);
    expect(client).toMatchObject({
      client_id: expect.stringMatching(/^client_[\w-]{32}$/),
      client_name: 'Assistant of specs',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    for (const member of ['client_secret', 'registration_access_token', 'app_id', 'role', 'allowed_scopes'])
      expect(client).not.toHaveProperty(member);
  });

  it('gives a confidential client a secret, of which only a keyed hash is kept', async () => {
    const client = await register(auth.url, { token_endpoint_auth_method: 'client_secret_basic' });
    expect(client.client_secret).toMatch(/^[\w-]{64}$/);
    const { client_id_issued_at: issuedAt, client_secret_expires_at: endsAt } = client;
    expect(Number(endsAt) - Number(issuedAt)).toBe(90 * 24 * 60 * 60);
    const [row] = await auth.ask<{ dump: string }>(
      'select c::text as dump from auth.oauth_client c where client_id = $1',
      [client.client_id],
    );
    expect(row?.dump).not.toContain(client.client_secret);
  });

  it('says which scopes were kept', async () => {
    const client = await register(auth.url, { scope: 'openid read:patients read:everything' });
    expect(client['scope']).toBe('openid read:patients');
  });

  it('ends what nobody uses after ninety days, and is on the trail', async () => {
    const client = await register(auth.url);
    const [row] = await auth.ask<{ days: number }>(
      `select extract(day from expires_at - now())::int as days from auth.oauth_client where client_id = $1`,
      [client.client_id],
    );
    expect(row?.days).toBeGreaterThanOrEqual(89);
    const registered = await auth.trail('oauth.client.registered');
    expect(registered.at(-1)).toMatchObject({ entity: { id: client.client_id }, actor: { kind: 'anonymous' } });
  });

  it.each([
    ['client credentials (gap G3)', { grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
    ['plain http (gap G4)', { redirect_uris: ['http://a.example/cb'] }, 'invalid_redirect_uri'],
    ['user information', { redirect_uris: ['https://user:pw@a.example/cb'] }, 'invalid_redirect_uri'],
    ['a wildcard', { redirect_uris: ['https://*.a.example/cb'] }, 'invalid_redirect_uri'],
    ['a backslash', { redirect_uris: ['https://a.example\\@evil.example/cb'] }, 'invalid_redirect_uri'],
    ['script', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    ['no address', { redirect_uris: [] }, 'invalid_client_metadata'],
    ['a home page that is script', { client_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['a long name', { client_name: 'x'.repeat(101) }, 'invalid_client_metadata'],
    [
      'a key of its own to authenticate by',
      { token_endpoint_auth_method: 'private_key_jwt' },
      'invalid_client_metadata',
    ],
  ])('refuses %s, and keeps nothing', async (_case, metadata, error) => {
    const before = await clients();
    const response = await postJson(`${auth.url}/oauth/reg`, { redirect_uris: [redirectUri], ...metadata });
    expect([response.status, await response.json()]).toMatchObject([400, { error }]);
    expect(await clients()).toBe(before);
    expect((await auth.trail('oauth.client.registered')).at(-1)).toMatchObject({ outcome: 'refused', decision: error });
  });

  it('refuses a huge request before reading it', async () => {
    const response = await postJson(`${auth.url}/oauth/reg`, { client_name: 'x'.repeat(40_000) });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([413, '*']);
  });

  it('serves pages of every origin, as registration carries no credentials (gap G5)', async () => {
    const preflight = await fetch(`${auth.url}/oauth/reg`, {
      method: 'OPTIONS',
      headers: { origin: 'https://inspector.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const origin = 'https://inspector.example';
    const response = await postJson(`${auth.url}/oauth/reg`, { redirect_uris: [redirectUri] }, { origin });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('shows nobody what is registered', async () => {
    const { client_id: id } = await register(auth.url);
    expect((await fetch(`${auth.url}/oauth/reg/${id}`)).status).toBe(404);
  });

  it('is limited: a flood from one address is told to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => postJson(`${auth.url}/oauth/reg`, { redirect_uris: [] })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused[0]?.headers.get('access-control-expose-headers')).toContain('Retry-After');
  });
});

describe('registration by token', () => {
  const token = 'an-initial-access-token-that-the-hospital-hands-out';
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { CLIENT_REGISTRATION: 'token', CLIENT_REGISTRATION_TOKEN: token } });
  });
  afterAll(() => auth.close());

  it('is for who has the token', async () => {
    const metadata = { redirect_uris: [redirectUri] };
    expect((await postJson(`${auth.url}/oauth/reg`, metadata)).status).toBe(401);
    const wrong = { authorization: 'Bearer something-else-entirely-that-is-wrong' };
    expect((await postJson(`${auth.url}/oauth/reg`, metadata, wrong)).status).toBe(401);
    const right = { authorization: `Bearer ${token}` };
    expect((await postJson(`${auth.url}/oauth/reg`, metadata, right)).status).toBe(201);
  });
});

describe('registration switched off', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { CLIENT_REGISTRATION: 'off' } });
  });
  afterAll(() => auth.close());

  it('is not there, and not in the metadata', async () => {
    expect((await postJson(`${auth.url}/oauth/reg`, { redirect_uris: [redirectUri] })).status).toBe(404);
    const metadata = await fetch(`${auth.url}/oauth/.well-known/oauth-authorization-server`);
    expect(await metadata.json()).not.toHaveProperty('registration_endpoint');
  });
});
