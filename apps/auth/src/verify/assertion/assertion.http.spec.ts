import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { postForm, postJson, tokensFor, type TestClient, type Tokens } from '../../testing/oauth-client.fixture.js';
import { rawRequest } from '../../testing/raw-request.fixture.js';

describe('the assertion of /verify (feature G04)', () => {
  let auth: GivenAuth;
  let tokens: Tokens;
  let client: TestClient;
  let assertion: string;
  beforeAll(async () => {
    auth = await givenAuth();
    ({ tokens, client } = await tokensFor(auth.url, await auth.signedIn()));
    assertion = await assertionFor(tokens.access_token);
  });
  afterAll(() => auth.close());

  const ask = (token: string, uri = '/ehr/Patient/1') =>
    rawRequest(auth.verifyUrl, {
      lines: Object.entries({
        'X-Forwarded-Method': 'GET',
        'X-Forwarded-Proto': 'http',
        'X-Forwarded-Host': 'care.example',
        'X-Forwarded-Uri': uri,
        Authorization: `Bearer ${token}`,
      }).flat(),
    });
  const assertionFor = async (token: string) => (await ask(token)).headers['x-auth-assertion'] ?? '';

  /** As docs/guides/protect-an-upstream.md has it. */
  const verified = (text: string, audience = ehrResource) =>
    jwtVerify(text, createRemoteJWKSet(new URL(`${auth.url}/.well-known/caregate/assertion-keys`)), {
      issuer: `${auth.url}/oauth`,
      audience,
      typ: 'caregate-assertion+jwt',
      algorithms: ['ES256'],
      maxTokenAge: '60s',
    });

  it('says signed, for that upstream alone and for a minute, what the other headers say', async () => {
    const { headers } = await ask(tokens.access_token);
    const { payload } = await verified(assertion);
    expect(payload).toMatchObject({
      aud: ehrResource,
      sub: headers['x-user-id'],
      name: 'Dr. Sarah Smith',
      email: 'sarah@hosp.example',
      role: headers['x-user-roles'],
      scope: headers['x-auth-scopes'],
      client_id: client.client_id,
      sid: headers['x-session-id'],
      token_id: headers['x-auth-jti'],
      subject_kind: 'user',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  it('is made once for a token and its audience', async () => {
    expect(await assertionFor(tokens.access_token)).toBe(assertion);
    const { tokens: others } = await tokensFor(auth.url, await auth.signedIn());
    expect(await assertionFor(others.access_token)).not.toBe(assertion);
  });

  it('is for one upstream only, so that none can show it to another', async () => {
    await expect(verified(assertion, `${auth.url}`)).rejects.toThrow('unexpected "aud" claim value');
  });

  it('is not what an access token is, and an access token is no assertion', async () => {
    await expect(verified(tokens.access_token)).rejects.toThrow('"alg" (Algorithm) Header Parameter value not allowed');
    expect(decodeJwt(assertion).jti).toBeUndefined();
  });

  it('opens nothing here: neither /verify nor a route takes it for an access token', async () => {
    expect((await ask(assertion)).status).toBe(401);
    for (const path of ['/account/access', '/users', '/oauth/userinfo']) {
      const answer = await fetch(auth.url + path, { headers: { authorization: `Bearer ${assertion}` } });
      expect([path, answer.ok]).toEqual([path, false]);
    }
    expect(await (await postJson(`${auth.url}/token/validate`, { token: assertion })).json()).toMatchObject({
      valid: false,
    });
    const fields = { token: assertion, client_id: client.client_id };
    const introspected = await postForm(`${auth.url}/oauth/token/introspection`, fields);
    expect(introspected.status === 200 ? await introspected.json() : { active: false }).toEqual({ active: false });
  });

  it('is verified with keys of its own, which verify no token', async () => {
    const published = async (path: string) =>
      ((await (await fetch(auth.url + path)).json()) as { keys: { kid: string }[] }).keys;
    const own = await published('/.well-known/caregate/assertion-keys');
    const ofTokens = await published('/oauth/jwks');
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ kid }) => ofTokens.some((other) => other.kid === kid))).toEqual([]);
  });
});
