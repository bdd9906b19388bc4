import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'openid-client';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser } from '../testing/browser.fixture.js';
import {
  allow,
  ask,
  authorizationRequest,
  redeem,
  redirectUri,
  register,
  tokensFor,
  type TestClient,
} from '../testing/oauth-client.fixture.js';

describe('the authorization code flow', () => {
  let auth: GivenAuth;
  let client: TestClient;
  let browser: Browser;
  let clockLag = 0;
  beforeAll(async () => {
    auth = await givenAuth({ clock: () => new Date(Date.now() - clockLag) });
    client = await register(auth.url);
    browser = await auth.signedIn();
  });
  afterAll(() => auth.close());

  it('serves a stock client from discovery to token (features T01, T08)', async () => {
    const config = await oauth.dynamicClientRegistration(
      new URL(auth.config.issuer),
      { client_name: 'Stock', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' },
      oauth.None(),
      { execute: [oauth.allowInsecureRequests], algorithm: 'oauth2' },
    );
    const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
    const expectedState = oauth.randomState();
    const url = oauth.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'read:patients',
      resource: ehrResource,
      state: expectedState,
      code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const callback = await allow(browser, { url, verifier: '', state: '', redirectUri });
    const tokens = await oauth.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState });
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'read:patients', expires_in: 600 });
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
  });

  it('says in the token who acts, for which service, by which grant and application, and no more', async () => {
    const { tokens } = await tokensFor(auth.url, browser, { client });
    const claims = decodeJwt(tokens.access_token);
    const [user] = await auth.ask<{ id: string }>('select id from auth.user_account');
    expect(claims).toEqual({
      iss: auth.config.issuer,
      sub: user?.id,
      aud: ehrResource,
      client_id: client.client_id,
      scope: 'read:patients read:vitals',
      subject_kind: 'user',
      role: 'doctor',
      permissions: ['patient:read', 'patient:search', 'vitals:read'],
      app_id: 'dynamic',
      app_name: 'Assistant of specs',
      gid: expect.any(String),
      sid: expect.any(String),
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + 600,
    });
  });

  it('keeps of a token what is needed to revoke it, and puts its issue on the trail', async () => {
    const { tokens } = await tokensFor(auth.url, browser, { client });
    const { jti, gid } = decodeJwt(tokens.access_token);
    const [row] = await auth.ask('select grant_id, audience, client_id from auth.issued_token where jti = $1', [jti]);
    expect(row).toEqual({ grant_id: gid, audience: ehrResource, client_id: client.client_id });
    const issued = await auth.trail('token.issued');
    expect(issued.at(-1)).toMatchObject({ tokenId: jti, actor: { kind: 'user', clientId: client.client_id } });
  });

  it('gives an id token to who asks for openid, with name and e-mail only when asked', async () => {
    const { tokens } = await tokensFor(auth.url, browser, { parameters: { scope: 'openid email read:patients' } });
    const claims = decodeJwt(tokens.id_token ?? '');
    expect(claims).toMatchObject({ iss: auth.config.issuer, email: 'sarah@hosp.example', email_verified: true });
    expect(claims).not.toHaveProperty('name');
  });

  it.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['the plain method', { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }],
  ])('refuses a request with %s (feature T08)', async (_case, parameters) => {
    const page = await ask(browser, authorizationRequest(auth.url, client, parameters));
    expect(page.url.searchParams.get('error')).toBe('invalid_request');
    expect(page.url.searchParams.get('iss')).toBe(auth.config.issuer);
  });

  it('refuses a code with another verifier, for another client, and to another address', async () => {
    const other = await register(auth.url);
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    const attempts = [
      redeem(auth.url, client, callback, { ...request, verifier: 'x'.repeat(43) }),
      redeem(auth.url, other, callback, request),
      redeem(auth.url, client, callback, { ...request, redirectUri: 'http://127.0.0.1:1/callback' }),
    ];
    for (const response of await Promise.all(attempts)) {
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
    }
    expect((await auth.trail('token.refused')).at(-1)).toMatchObject({ outcome: 'refused', decision: 'invalid_grant' });
  });

  it('redeems a code once: of ten at the same time one succeeds (Keycloak CVE-2026-1035)', async () => {
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    const attempts = Array.from({ length: 10 }, () => redeem(auth.url, client, callback, request));
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(9);
  });

  it('redeems a code once, even when the second comes to a process whose clock is behind', async () => {
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    expect((await redeem(auth.url, client, callback, request)).status).toBe(200);
    clockLag = 2000;
    const second = await redeem(auth.url, client, callback, request);
    clockLag = 0;
    expect(second.status).toBe(400);
  });

  it('takes back what came of a code that is used again later (RFC 6749 §4.1.2)', async () => {
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    const tokens = (await (await redeem(auth.url, client, callback, request)).json()) as { access_token: string };
    expect((await redeem(auth.url, client, callback, request)).status).toBe(400);
    const { gid } = decodeJwt(tokens.access_token);
    const revoked = await auth.ask('select kind from access.revocation where value = $1', [gid]);
    expect(revoked).toEqual([{ kind: 'grant' }]);
    expect((await auth.trail('token.reuse.detected')).at(-1)).toMatchObject({ entity: { type: 'Grant', id: gid } });
  });

  it('keeps neither code nor token nor cookie in the database', async () => {
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    const code = callback.searchParams.get('code') ?? '';
    const tokens = (await (await redeem(auth.url, client, callback, request)).json()) as { refresh_token: string };
    const session = await browser.cookie(auth.url, 'sid');
    const rows = await auth.ask<{ dump: string }>(
      `select payload::text || encode(id_hash, 'escape') as dump from auth.oidc_artifact
       union all select s::text from auth.session s`,
    );
    const dump = rows.map((row) => row.dump).join('');
    for (const secret of [code, tokens.refresh_token, session]) expect(dump).not.toContain(secret);
  });

  it('refuses an unknown resource', async () => {
    const page = await ask(browser, authorizationRequest(auth.url, client, { resource: 'http://elsewhere.example/' }));
    expect(page.url.searchParams.get('error')).toBe('invalid_target');
  });

  it('knows no implicit flow and no other way of answering than the query', async () => {
    const implicit = await ask(browser, authorizationRequest(auth.url, client, { response_type: 'token' }));
    expect(implicit.url.searchParams.get('error')).toBe('unsupported_response_type');
    expect(implicit.url.href).not.toMatch(/access_token|code=/);
    const posted = await ask(browser, authorizationRequest(auth.url, client, { response_mode: 'form_post' }));
    expect(posted.url.searchParams.get('error')).toBe('unsupported_response_mode');
    expect(posted.html).not.toContain('name="code"');
  });

  it('refuses two resources at once, as one consent is for one service', async () => {
    const request = authorizationRequest(auth.url, client);
    request.url.searchParams.append('resource', auth.url);
    const page = await ask(browser, request);
    expect(page.url.searchParams.get('error')).toBe('invalid_target');
  });

  it.each([
    ['another host', 'http://127.0.0.1.evil.example:53682/callback'],
    ['another path', 'http://127.0.0.1:53682/callback/../evil'],
    ['user information', 'http://good@127.0.0.1:53682/callback'],
    ['many at signs (Keycloak CVE-2026-7504)', 'https://good.example@@evil.example/'],
    ['script', 'javascript:alert(1)'],
  ])('shows a page of its own, and goes nowhere, for a redirect address with %s', async (_case, redirect_uri) => {
    const request = authorizationRequest(auth.url, client, { redirect_uri });
    const page = await browser.visit(request.url);
    expect(page.status).toBe(400);
    expect(page.headers.get('location')).toBeNull();
    expect(page.html).toContain('invalid_redirect_uri');
    expect(page.html).not.toContain('evil');
  });

  it('lets a native client listen on any loopback port, as it does not know it before (RFC 8252 §7.3)', async () => {
    const redirect_uri = 'http://127.0.0.1:61234/callback';
    const callback = await allow(browser, authorizationRequest(auth.url, client, { redirect_uri }));
    expect(callback.href.startsWith(redirect_uri)).toBe(true);
  });

  it('gives clients that name neither resource nor scope the default of both', async () => {
    const { tokens } = await tokensFor(auth.url, browser, { parameters: { scope: undefined, resource: undefined } });
    const claims = decodeJwt(tokens.access_token);
    expect(claims.aud).toBe(ehrResource);
    expect(String(claims['scope']).split(' ')).toEqual(expect.arrayContaining(['read:patients', 'write:vitals']));
    expect(claims['scope']).not.toContain('read:audit');
  });

  it('sends whoever is not signed in to sign in first, and then on to the consent page', async () => {
    const stranger = new Browser();
    const page = await ask(stranger, authorizationRequest(auth.url, client));
    expect(page.url.pathname).toMatch(/^\/interaction\//);
    expect(page.html).toContain('Allow access?');
  });

  it('answers prompt=none without a sign-in with login_required', async () => {
    const page = await ask(new Browser(), authorizationRequest(auth.url, client, { prompt: 'none' }));
    expect(page.url.searchParams.get('error')).toBe('login_required');
  });

  it('makes the person sign in anew for prompt=login, even at the identity provider', async () => {
    const before = auth.idp.prompts.length;
    const page = await ask(browser, authorizationRequest(auth.url, client, { prompt: 'login' }));
    expect(auth.idp.prompts.slice(before)).toEqual(['login']);
    expect(page.html).toContain('Allow access?');
    browser = await auth.signedIn();
  });
});
