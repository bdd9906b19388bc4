import { decodeJwt } from 'jose';
import * as oauth from 'oauth4webapi';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { redirectUri } from '../testing/oauth-client.fixture.js';
import { givenSeededClients } from '../testing/seeded-client.fixture.js';
import { until } from '../testing/until.fixture.js';

/** Specs speak plain HTTP to loopback; everything else of the library stays as strict as it is. */
const loopback = { [oauth.allowInsecureRequests]: true } as const;
const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';
const orchestrator = 'http://agents.example:8090/api/v1';

describe('oauth4webapi, a client that believes nothing', () => {
  let auth: GivenAuth;
  let server: oauth.AuthorizationServer;
  beforeAll(async () => {
    auth = await givenAuth({
      environment: {
        DEVICE_FLOW: 'on',
        RESOURCES: JSON.stringify([
          { url: ehrResource, title: 'Health record' },
          { url: orchestrator, title: 'Agents' },
        ]),
        TOKEN_EXCHANGE: JSON.stringify([
          { app_id: 'hospital-ehr-app', from: [orchestrator], resources: [ehrResource], scopes: ['read:patients'] },
        ]),
      },
    });
    server = await discover('oauth2');
  });
  afterAll(() => auth.close());

  const discover = async (algorithm: 'oauth2' | 'oidc') => {
    const issuer = new URL(auth.config.issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...loopback, algorithm }));
  };
  const registered = async (metadata: Partial<oauth.Client> = {}) => {
    const asked = { client_name: 'Strict client', redirect_uris: [redirectUri], ...metadata };
    const response = await oauth.dynamicClientRegistrationRequest(server, asked as Partial<oauth.Client>, loopback);
    return (await oauth.processDynamicClientRegistrationResponse(response)) as oauth.Client;
  };
  /** The answer to an authorization request, as it comes back to the client's address. */
  const allowed = async (client: oauth.Client, verifier: string, resource: string, state: string) => {
    const target = new URL(server.authorization_endpoint ?? '');
    target.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'read:patients read:vitals',
      resource,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    const browser = await auth.signedIn();
    const page = await browser.open(target, { until: redirectUri });
    return (await browser.submit(page, { decision: 'allow' }, { until: redirectUri })).url;
  };
  const signIn = async (client: oauth.Client, proof: oauth.ClientAuth, resource = ehrResource) => {
    const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
    const back = await allowed(client, verifier, resource, state);
    const parameters = oauth.validateAuthResponse(server, client, back, state);
    const options = { ...loopback, additionalParameters: { resource } };
    const ask = () =>
      oauth.authorizationCodeGrantRequest(server, client, proof, parameters, redirectUri, verifier, options);
    return { tokens: await oauth.processAuthorizationCodeResponse(server, client, await ask()), back, state, ask };
  };
  const introspected = async (client: oauth.Client, proof: oauth.ClientAuth, token: string) =>
    oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, proof, token, loopback),
    );
  const confidential = async () => {
    const client = await registered({ token_endpoint_auth_method: 'client_secret_basic' });
    return { client, proof: oauth.ClientSecretBasic(String(client.client_secret)) };
  };

  it.each(['oauth2', 'oidc'] as const)('discovers it by %s, and the issuer is the one it asked', async (algorithm) => {
    expect(await discover(algorithm)).toMatchObject({
      issuer: auth.config.issuer,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });

  it('finds the authorization server from the resource (RFC 9728)', async () => {
    const resource = new URL(auth.url);
    const response = await oauth.resourceDiscoveryRequest(resource, loopback);
    const { authorization_servers: servers } = await oauth.processResourceDiscoveryResponse(resource, response);
    expect(servers).toEqual([server.issuer]);
  });

  it('registers itself, signs a person in and has a token for the resource that verifies by the published keys', async () => {
    const client = await registered({ token_endpoint_auth_method: 'none' });
    const { tokens, back } = await signIn(client, oauth.None());
    expect(back.searchParams.get('iss')).toBe(server.issuer);
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const call = new Request(ehrResource, { headers });
    expect(await oauth.validateJwtAccessToken(server, call, ehrResource, loopback)).toMatchObject({
      aud: ehrResource,
      client_id: client.client_id,
      scope: 'read:patients read:vitals',
    });
    await expect(oauth.validateJwtAccessToken(server, call, auth.url, loopback)).rejects.toThrow('"aud"');
  });

  it.each([
    ['no issuer', (url: URL) => url.searchParams.delete('iss'), 'iss'],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example'), 'iss'],
    ['another state', (url: URL) => url.searchParams.set('state', 'forged'), 'state'],
  ])('notices an answer with %s (RFC 9207)', async (_case, alter, named) => {
    const client = await registered({ token_endpoint_auth_method: 'none' });
    const back = await allowed(client, oauth.generateRandomCodeVerifier(), ehrResource, 'mine');
    expect(oauth.validateAuthResponse(server, client, back, 'mine').get('code')).not.toBeNull();
    alter(back);
    expect(() => oauth.validateAuthResponse(server, client, back, 'mine')).toThrow(named);
  });

  it('cannot redeem a code twice', async () => {
    const client = await registered({ token_endpoint_auth_method: 'none' });
    const { ask } = await signIn(client, oauth.None());
    const again = oauth.processAuthorizationCodeResponse(server, client, await ask());
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
  });

  it('refreshes, reads what its token is worth, and revokes it', async () => {
    const { client, proof } = await confidential();
    const { tokens } = await signIn(client, proof);
    const response = await oauth.refreshTokenGrantRequest(server, client, proof, tokens.refresh_token ?? '', loopback);
    const next = await oauth.processRefreshTokenResponse(server, client, response);
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect(await introspected(client, proof, next.access_token)).toMatchObject({
      active: true,
      aud: ehrResource,
      client_id: client.client_id,
    });
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, proof, next.refresh_token ?? '', loopback),
    );
    await until(async () => !(await introspected(client, proof, next.access_token)).active);
    const late = await oauth.refreshTokenGrantRequest(server, client, proof, next.refresh_token ?? '', loopback);
    await expect(oauth.processRefreshTokenResponse(server, client, late)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('is told in the words of RFC 6749 that a secret is wrong', async () => {
    const { client } = await confidential();
    const wrong = oauth.ClientSecretBasic('x'.repeat(64));
    const response = await oauth.clientCredentialsGrantRequest(server, client, wrong, {}, loopback);
    // RFC 6749 §5.2: who tried the header is told so by a challenge, which the library reads before the body.
    await expect(oauth.processClientCredentialsResponse(server, client, response)).rejects.toMatchObject({
      status: 401,
      cause: [expect.objectContaining({ scheme: 'basic' })],
    });
  });

  it('signs a command line in with a code that a person types (RFC 8628)', async () => {
    const grants = { grant_types: [deviceCode, 'refresh_token'], redirect_uris: [] };
    const client = await registered({ ...grants, token_endpoint_auth_method: 'none' });
    const proof = oauth.None();
    const begun = await oauth.deviceAuthorizationRequest(server, client, proof, { scope: 'read:patients' }, loopback);
    const waiting = await oauth.processDeviceAuthorizationResponse(server, client, begun);
    const poll = async () => {
      const response = await oauth.deviceCodeGrantRequest(server, client, proof, waiting.device_code, loopback);
      return oauth.processDeviceCodeResponse(server, client, response);
    };
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' });
    const browser = await auth.signedIn();
    const page = await browser.submit(await browser.open(waiting.verification_uri), { user_code: waiting.user_code });
    await browser.submit(page, { decision: 'allow' });
    expect(await poll()).toMatchObject({ token_type: 'bearer', scope: 'read:patients' });
  });

  it('gets a token for itself, and one to act for a person with less (RFC 8693)', async () => {
    const found = (await givenSeededClients(auth)).get('hospital-ehr-app');
    const machine: oauth.Client = { client_id: found?.client_id ?? '' };
    const proof = oauth.ClientSecretPost(found?.client_secret ?? '');
    const wanted = { resource: ehrResource };
    const own = await oauth.processClientCredentialsResponse(
      server,
      machine,
      await oauth.clientCredentialsGrantRequest(server, machine, proof, wanted, loopback),
    );
    expect(decodeJwt(own.access_token)).toMatchObject({ sub: machine.client_id, subject_kind: 'client' });
    const person = await registered({ token_endpoint_auth_method: 'none' });
    const { tokens } = await signIn(person, oauth.None(), orchestrator);
    const subject = {
      ...wanted,
      subject_token: tokens.access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    };
    const grant = 'urn:ietf:params:oauth:grant-type:token-exchange';
    const response = await oauth.genericTokenEndpointRequest(server, machine, proof, grant, subject, loopback);
    const exchanged = await oauth.processGenericTokenEndpointResponse(server, machine, response);
    expect(exchanged['issued_token_type']).toBe('urn:ietf:params:oauth:token-type:access_token');
    expect(decodeJwt(exchanged.access_token)).toMatchObject({
      sub: decodeJwt(tokens.access_token).sub,
      act: { sub: machine.client_id },
      aud: ehrResource,
      scope: 'read:patients',
    });
  });
});
