import { decodeJwt } from 'jose';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import {
  allow,
  authorizationRequest,
  postForm,
  postJson,
  redirectUri,
  register,
  tokensFor,
  type Authorization,
  type TestClient,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';
import { until } from '../../testing/until.fixture.js';

/** The addresses, fields and statuses of the gateway that this server took the place of. */
describe('a client of the older gateway, with its addresses', () => {
  let auth: GivenAuth;
  let client: TestClient;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { CLIENT_REGISTRATION_MANAGEMENT: 'on' } });
    const metadata = { client_name: 'Older', redirect_uris: [redirectUri], client_uri: 'https://a.example/' };
    const response = await postJson(`${auth.url}/register`, metadata);
    client = (await response.json()) as TestClient;
  });
  afterAll(() => auth.close());

  const secret = () => ({ client_id: client.client_id, client_secret: client.client_secret ?? '' });
  const at = (path: string, request: Authorization): Authorization => {
    const url = new URL(path, auth.url);
    url.search = request.url.search;
    return { ...request, url };
  };
  const exchanged = async (): Promise<Tokens> => {
    const request = at('/authorize', authorizationRequest(auth.url, client));
    const callback = await allow(await auth.signedIn(), request);
    expect(callback.searchParams.get('state')).toBe(request.state);
    const response = await postForm(`${auth.url}/token`, {
      ...secret(),
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: request.verifier,
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Tokens;
  };

  it('finds the metadata at the host, with the one issuer there is (features T09, T11)', async () => {
    const response = await fetch(`${auth.url}/.well-known/oauth-authorization-server`);
    expect([response.status, await response.json()]).toMatchObject([200, { issuer: auth.config.issuer }]);
    expect((await fetch(`${auth.url}/.well-known/oauth-authorization-server/elsewhere`)).status).toBe(404);
  });

  it('is registered with every field that it knows', () => {
    expect(client).toMatchObject({
      client_id: expect.stringMatching(/^client_/),
      client_secret: expect.any(String),
      client_secret_expires_at: expect.any(Number),
      client_id_issued_at: expect.any(Number),
      redirect_uris: [redirectUri],
      client_name: 'Older',
      client_uri: 'https://a.example/',
      registration_access_token: expect.any(String),
      registration_client_uri: `${auth.url}/oauth/reg/${client.client_id}`,
    });
  });

  it('gets the service though it registered for nothing but who it is, all that its metadata offered (feature T09)', async () => {
    const scope = 'openid profile email';
    const older = await register(auth.url, { scope });
    expect(older['scope']).toBe(scope);
    const { tokens } = await tokensFor(auth.url, await auth.signedIn(), {
      client: older,
      parameters: { scope: undefined, resource: undefined },
    });
    expect(decodeJwt(tokens.access_token).aud).toBe(ehrResource);
    expect(tokens.scope).toContain('read:patients');
  });

  it.each([
    ['no address to come back to', {}, 'invalid_client_metadata', 'redirect_uris is required'],
    ['plain http', { redirect_uris: ['http://localhost.evil/cb'] }, 'invalid_redirect_uri', 'redirect_uris'],
  ])('is not registered with %s', async (_case, metadata, error, described) => {
    const response = await postJson(`${auth.url}/register`, metadata);
    const error_description = expect.stringContaining(described);
    expect([response.status, await response.json()]).toEqual([400, { error, error_description }]);
  });

  it('signs in, reads what its token is worth, and revokes it', async () => {
    const tokens = await exchanged();
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'read:patients read:vitals' });
    const { sub, jti, exp, iat, iss } = decodeJwt(tokens.access_token);
    const introspect = async () =>
      (await (await postForm(`${auth.url}/introspect`, { ...secret(), token: tokens.access_token })).json()) as {
        active: boolean;
      };
    const told = { sub, jti, exp, iat, iss, aud: ehrResource, client_id: client.client_id, scope: tokens.scope };
    expect(await introspect()).toMatchObject({ active: true, ...told });
    const revoked = await postForm(`${auth.url}/revoke`, { ...secret(), token: tokens.access_token });
    expect([revoked.status, await revoked.text()]).toEqual([200, '']);
    await until(async () => !(await introspect()).active);
  });

  it.each([
    ['an unknown client', { client_id: 'client_nobody' }, 'invalid_client'],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/cb' }, 'invalid_redirect_uri'],
  ])('ends on a page, not at an address, with %s', async (_case, parameters, error) => {
    const { url } = at('/authorize', authorizationRequest(auth.url, client, parameters));
    const response = await fetch(url, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain(error);
  });

  it.each([
    ['another response type', { response_type: 'password' }, 'unsupported_response_type'],
    ['the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
  ])('comes back with an error for %s', async (_case, parameters, error) => {
    const { url } = at('/authorize', authorizationRequest(auth.url, client, parameters));
    const response = await fetch(url, { redirect: 'manual' });
    const back = new URL(response.headers.get('location') ?? '');
    expect([back.origin, back.searchParams.get('error')]).toEqual([new URL(redirectUri).origin, error]);
  });

  it.each([
    ['another secret', { client_secret: 'x'.repeat(64) }, 401, 'invalid_client'],
    ['a grant type of its own', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no code', { code: '' }, 400, 'invalid_request'],
    ['a code that is no good', { code: 'x' }, 400, 'invalid_grant'],
    ['no refresh token', { grant_type: 'refresh_token' }, 400, 'invalid_request'],
  ])('gets no token for %s', async (_case, fields, status, error) => {
    const sent = {
      ...secret(),
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code_verifier: 'x'.repeat(43),
    };
    const response = await postForm(`${auth.url}/token`, { ...sent, ...fields });
    expect([response.status, await response.json()]).toMatchObject([status, { error }]);
    // RFC 9110 §15.5.2: a 401 says what would help, whichever way the secret was sent.
    const challenge = status === 401 ? `Basic realm="${auth.config.issuer}"` : null;
    expect(response.headers.get('www-authenticate')).toBe(challenge);
  });

  it('reads the keys where they were', async () => {
    const [older, newer] = await Promise.all(
      ['/jwks', '/oauth/jwks'].map(async (path) => (await fetch(`${auth.url}${path}`)).json()),
    );
    expect(older).toEqual(newer);
  });

  it('manages its registration by its own token only (feature T10)', async () => {
    const address = `${auth.url}/register/${client.client_id}`;
    const headers = { authorization: `Bearer ${String(client['registration_access_token'])}` };
    expect((await fetch(address)).status).toBe(401);
    expect(await (await fetch(address, { headers })).json()).toMatchObject({ client_name: 'Older' });
    expect((await fetch(address, { method: 'DELETE', headers })).status).toBe(204);
    expect((await postForm(`${auth.url}/introspect`, { ...secret(), token: 'x' })).status).toBe(401);
  });

  it.each(['/token/x', '/jwks/x', '/authorize/x', '/revoke/x', '/register/a/b'])(
    'finds nothing at %s',
    async (path) => {
      expect((await fetch(`${auth.url}${path}`)).status).toBe(404);
    },
  );
});
