import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { decodeJwt, exportJWK, SignJWT } from 'jose';
import { allowInsecureRequests, clientCredentialsGrant, discovery, PrivateKeyJwt } from 'openid-client';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { postForm, register, tokensFor, type Tokens } from '../testing/oauth-client.fixture.js';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

describe('a machine that signs who it is (RFC 7523)', () => {
  const clientId = 'client_laboratory';
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { PRIVATE_KEY_JWT: 'on' } });
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
    const metadata = {
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [jwk] },
      introspects: ehrResource,
    };
    await auth.ask(
      `insert into auth.oauth_client (client_id, app_id, app_name, role, scopes, metadata, created_by)
       values ($1, 'laboratory', 'Laboratory', 'nurse', '{read:patients,read:vitals}', $2, 'administrator')`,
      [clientId, metadata],
    );
  });
  afterAll(() => auth.close());

  const sign = (claims: object = {}, key: KeyObject = keys.privateKey, lifetime: string | number = '60s') =>
    new SignJWT({ jti: randomUUID(), aud: auth.config.issuer, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(key);
  const proof = (client_assertion: string) => ({ client_assertion, client_assertion_type: assertionType });
  const ask = (assertion: string) =>
    postForm(`${auth.url}/oauth/token`, { grant_type: 'client_credentials', ...proof(assertion) });
  const introspect = async (token: string) => {
    const fields = { token, ...proof(await sign()) };
    return (await (await postForm(`${auth.url}/oauth/token/introspection`, fields)).json()) as Record<string, unknown>;
  };

  it('gets a token with openid-client', async () => {
    const { privateKey } = keys;
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, false, ['sign']);
    const authenticate = PrivateKeyJwt({ key, kid: 'one' });
    const options = { execute: [allowInsecureRequests] };
    const server = await discovery(new URL(`${auth.url}/oauth`), clientId, undefined, authenticate, options);
    const tokens = await clientCredentialsGrant(server, { resource: ehrResource });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: clientId, app_id: 'laboratory', role: 'nurse' });
  });

  it('learns by which algorithms, at each endpoint at which it may (RFC 8414 §2)', async () => {
    const metadata = await (await fetch(`${auth.url}/oauth/.well-known/oauth-authorization-server`)).json();
    const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
    for (const endpoint of ['token', 'introspection', 'revocation'])
      expect(metadata).toHaveProperty(`${endpoint}_endpoint_auth_signing_alg_values_supported`, algorithms);
  });

  it('may name this server by all that it knows of it', async () => {
    const aud = [auth.config.issuer, `${auth.config.issuer}/token`];
    expect((await ask(await sign({ aud }))).status).toBe(200);
  });

  it('brings the same proof once: of ten at once exactly one comes in', async () => {
    const assertion = await sign();
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await ask(assertion)).status));
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 9 }, () => 401)]);
  });

  it.each([
    ['the key of somebody else', () => sign({}, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
    ['a proof that has expired', () => sign({}, keys.privateKey, '-90s')],
    ['a proof without a number', () => sign({ jti: undefined })],
    ['a proof for another server too', () => sign({ aud: [auth.config.issuer, 'https://evil.example/oauth'] })],
    ['a proof that would have to be remembered for years', () => sign({}, keys.privateKey, '2 years')],
    ['a proof whose end no clock knows', () => sign({}, keys.privateKey, 1e14)],
  ])('is refused with %s', async (_case, assertion) => {
    expect((await ask(await assertion())).status).toBe(401);
  });

  it('is told of tokens for the service that it is the door of, and of no others (RFC 7662 §4)', async () => {
    const browser = await auth.signedIn();
    const { tokens } = await tokensFor(auth.url, browser);
    expect(await introspect(tokens.access_token)).toMatchObject({ active: true, aud: ehrResource });
    const other = await tokensFor(auth.url, browser, { parameters: { resource: auth.url, scope: 'read:account' } });
    expect(await introspect(other.tokens.access_token)).toEqual({ active: false });
    const own = (await (await ask(await sign())).json()) as Tokens;
    expect(await introspect(own.access_token)).toMatchObject({ active: true, client_id: clientId });
  });

  it('cannot be a stranger: who registers itself may neither bring keys nor be the door of a service', async () => {
    const stranger = await register(auth.url, {
      token_endpoint_auth_method: 'client_secret_post',
      introspects: ehrResource,
    });
    const { tokens } = await tokensFor(auth.url, await auth.signedIn());
    const { client_id, client_secret = '' } = stranger;
    const fields = { token: tokens.access_token, client_id, client_secret };
    const response = await postForm(`${auth.url}/oauth/token/introspection`, fields);
    expect([response.status, await response.json()]).toEqual([200, { active: false }]);
  });
});
