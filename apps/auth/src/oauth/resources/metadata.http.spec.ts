import { request } from 'node:http';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';

interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** What a client of fetch cannot send: a Host of its own, and a target that is an address. */
function ask(url: string, target: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: target, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the metadata of the authorization server', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  it.each([
    '/oauth/.well-known/oauth-authorization-server',
    '/.well-known/oauth-authorization-server/oauth',
    '/oauth/.well-known/openid-configuration',
    '/.well-known/openid-configuration/oauth',
  ])('stands at %s (RFC 8414 §3.1)', async (path) => {
    const response = await fetch(`${auth.url}${path}`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await response.json()).toMatchObject({
      issuer: `${auth.url}/oauth`,
      authorization_endpoint: `${auth.url}/oauth/auth`,
      token_endpoint: `${auth.url}/oauth/token`,
      registration_endpoint: `${auth.url}/oauth/reg`,
      revocation_endpoint: `${auth.url}/oauth/token/revocation`,
      introspection_endpoint: `${auth.url}/oauth/token/introspection`,
      jwks_uri: `${auth.url}/oauth/jwks`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: expect.arrayContaining(['authorization_code', 'refresh_token', 'client_credentials']),
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'none'],
      authorization_response_iss_parameter_supported: true,
      scopes_supported: expect.arrayContaining(['read:patients', 'offline_access']),
      protected_resources: [ehrResource, auth.url],
    });
  });

  it.each([
    ['Host', { host: 'evil.example' }],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'evil.example' }],
    ['Forwarded', { forwarded: 'host=evil.example;proto=https' }],
    ['X-Forwarded-Proto', { 'x-forwarded-proto': 'javascript' }],
    ['X-Forwarded-Prefix', { 'x-forwarded-prefix': '/evil' }],
    ['X-Forwarded-Port', { 'x-forwarded-port': '443' }],
  ])('cannot be poisoned by %s (gap G2, Zitadel CVE-2025-64101)', async (_case, headers) => {
    const { body } = await ask(auth.url, '/oauth/.well-known/oauth-authorization-server', headers);
    expect(body).not.toContain('evil');
    expect(JSON.parse(body)).toMatchObject({ token_endpoint: `${auth.url}/oauth/token` });
  });

  it.each(['http://evil.example/oauth/.well-known/oauth-authorization-server', '//evil.example/oauth/jwks'])(
    'cannot be poisoned by the request target %s',
    async (target) => {
      const { body } = await ask(auth.url, target);
      expect(body).not.toContain('//evil.example');
    },
  );

  it.each([
    '/oauth/session/end',
    '/oauth/logout/confirm',
    '/oauth/logout/success',
    '/oauth/me',
    '/oauth/request',
    '/oauth/device/auth',
  ])('keeps %s of the library closed', async (path) => {
    expect((await fetch(`${auth.url}${path}`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${auth.url}${path}`)).status).toBe(404);
  });

  it('lets pages of every origin read keys and metadata', async () => {
    const response = await fetch(`${auth.url}/oauth/jwks`, { headers: { origin: 'https://inspector.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://inspector.example');
  });

  it('shows of the keys that sign, will sign and have signed the public half only (feature T02)', async () => {
    const response = await fetch(`${auth.url}/oauth/jwks`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('content-type')).toContain('application/jwk-set+json');
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('tells of its own routes which authorization server to ask (RFC 9728)', async () => {
    const response = await fetch(`${auth.url}/.well-known/oauth-protected-resource`);
    expect(await response.json()).toEqual({
      resource: auth.url,
      resource_name: 'Administration',
      authorization_servers: [auth.config.issuer],
      scopes_supported: [
        'read:account',
        'read:audit',
        'write:clients',
        'write:emergency-access',
        'write:emergency-reviews',
        'write:users',
      ],
      bearer_methods_supported: ['header'],
    });
  });
});
