import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { Browser } from '../testing/browser.fixture.js';
import {
  allow,
  ask,
  authorizationRequest,
  postForm,
  postJson,
  redeem,
  redirectUri,
  refresh,
  register,
  tokensFor,
  type TestClient,
  type Tokens,
} from '../testing/oauth-client.fixture.js';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** What Java's own HTTP client asks for when nobody says otherwise. */
const pageFirst = { accept: 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2' };

describe('clients that are unusual, and right', () => {
  let auth: GivenAuth;
  let browser: Browser;
  let client: TestClient;
  let proven: TestClient;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { DEVICE_FLOW: 'on', PRIVATE_KEY_JWT: 'on' } });
    browser = await auth.signedIn();
    client = await register(auth.url);
    proven = await register(auth.url, { token_endpoint_auth_method: 'client_secret_basic' });
  });
  afterAll(() => auth.close());

  const begin = async (parameters: Record<string, string | undefined>, as = client) =>
    ask(browser, authorizationRequest(auth.url, as, parameters));
  const errorAt = async (parameters: Record<string, string>) => (await begin(parameters)).url.searchParams.get('error');
  const basic = ({ client_id: id, client_secret: secret = '' }: TestClient) =>
    `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;
  const refusals = async (event: string) => (await auth.trail(event)).filter(({ outcome }) => outcome === 'refused');

  /** As .NET sends JSON: in pieces, without saying how much there is. */
  const inPieces = async (path: string, type: string, body: string) => {
    const { hostname, port, host } = new URL(auth.url);
    const socket = connect(Number(port), hostname);
    const half = Math.ceil(body.length / 2);
    const pieces = [body.slice(0, half), body.slice(half)].filter(Boolean);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Type: ${type}\r\n`;
    const chunks = pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('');
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`);
    const answer = await text(socket);
    return { status: Number(answer.split(' ')[1]), body: answer };
  };

  it('may send a registration in pieces whose length nobody tells', async () => {
    const metadata = JSON.stringify({ redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' });
    const answer = await inPieces('/oauth/reg', 'application/json', metadata);
    expect(answer.status).toBe(201);
    expect(answer.body).toContain('client_id');
  });

  it('may ask for a token in pieces, and are refused pieces without end', async () => {
    const asked = `grant_type=refresh_token&refresh_token=x&client_id=${client.client_id}`;
    expect((await inPieces('/oauth/token', form['content-type'], asked)).body).toContain('invalid_grant');
    expect((await inPieces('/oauth/token', form['content-type'], `a=${'x'.repeat(80_000)}`)).status).toBe(400);
    expect((await inPieces('/oauth/reg', 'application/json', `{"a":"${'x'.repeat(80_000)}"}`)).status).toBe(400);
  });

  it('get JSON even when their HTTP client would rather have a page', async () => {
    const refused = await postForm(`${auth.url}/oauth/token`, { grant_type: 'x', client_id: 'nobody' }, pageFirst);
    expect([refused.status, await refused.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    const { tokens } = await tokensFor(auth.url, browser, { client: proven });
    const headers = { ...pageFirst, authorization: basic(proven) };
    const about = () =>
      postForm(`${auth.url}/oauth/token/introspection`, { token: tokens.access_token, foo: '' }, headers);
    expect(await (await about()).json()).toMatchObject({ active: true });
    const gone = await postForm(`${auth.url}/oauth/token/revocation`, { token: tokens.access_token }, headers);
    expect(gone.status).toBe(200);
    expect(await (await about()).json()).toEqual({ active: false });
  });

  it('learn who is behind a token by name (RFC 7662 §2.2), by both lanes', async () => {
    const { tokens } = await tokensFor(auth.url, browser, { client: proven });
    const about = async (more: object) => {
      const fields = { token: tokens.access_token, ...more };
      const url = `${auth.url}/oauth/token/introspection`;
      return (await (await postForm(url, fields, { authorization: basic(proven) })).json()) as object;
    };
    const [directly, byLibrary] = [await about({}), await about({ unknown: 'leads to the library' })];
    expect(directly).toMatchObject({ active: true, username: 'Dr. Sarah Smith', subject_kind: 'user' });
    expect(directly).toEqual(byLibrary);
  });

  it('leave out what they have not, as null or empty', async () => {
    const answer = await postJson(`${auth.url}/oauth/reg`, {
      redirect_uris: [redirectUri],
      client_name: '',
      client_uri: '',
      logo_uri: null,
      scope: null,
      contacts: null,
      token_endpoint_auth_method: 'none',
    });
    expect([answer.status, await answer.json()]).toMatchObject([201, { client_name: 'Unnamed application' }]);
  });

  it('may ask for authorization by a form (OpenID Connect Core §3.1.2.1)', async () => {
    const { url, redirectUri: until } = authorizationRequest(auth.url, client);
    const body = url.searchParams;
    const posted = await browser.visit(`${auth.url}/oauth/auth`, { method: 'POST', body });
    expect(posted.status).toBe(303);
    const next = new URL(posted.headers.get('location') ?? '', auth.url);
    expect((await browser.open(next, { until })).html).toContain('Allow access?');
    const json = { 'content-type': 'application/json' };
    expect((await fetch(`${auth.url}/oauth/auth`, { method: 'POST', body: '{}', headers: json })).status).toBe(415);
    const huge = `state=${'x'.repeat(20_000)}`;
    expect((await fetch(`${auth.url}/oauth/auth`, { method: 'POST', body: huge, headers: form })).status).toBe(413);
  });

  it('may keep to OAuth 2.1, where the token request names no address', async () => {
    const several = await register(auth.url, { redirect_uris: [redirectUri, 'https://a.example/cb'] });
    for (const as of [client, several]) {
      const request = authorizationRequest(auth.url, as);
      const code = (await allow(browser, request)).searchParams.get('code') ?? '';
      const sent = { grant_type: 'authorization_code', client_id: as.client_id, code };
      const unbound = await postForm(`${auth.url}/oauth/token`, { ...sent, code_verifier: 'x'.repeat(43) });
      expect([unbound.status, await unbound.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
      const answer = await postForm(`${auth.url}/oauth/token`, { ...sent, code_verifier: request.verifier });
      expect(answer.status).toBe(200);
    }
    const unknown = { grant_type: 'authorization_code', client_id: client.client_id, code: 'x'.repeat(43) };
    const refused = await postForm(`${auth.url}/oauth/token`, { ...unknown, code_verifier: 'x'.repeat(43) });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  it.each(['none', 'client_secret_basic'])(
    'may prove themselves in the first way that the metadata name, as the SDK for C# does, also if registered for %s',
    async (registeredFor) => {
      const client = await register(auth.url, { token_endpoint_auth_method: registeredFor });
      const metadata = await fetch(`${auth.url}/oauth/.well-known/oauth-authorization-server`);
      const [first] =
        ((await metadata.json()) as Record<string, string[]>)['token_endpoint_auth_methods_supported'] ?? [];
      const proof = { none: {}, client_secret_post: { client_secret: client.client_secret ?? '' } }[first ?? ''] ?? {};
      const request = authorizationRequest(auth.url, client);
      const back = await allow(await auth.signedIn(), request);
      const { client_secret: _secret, ...nameOnly } = client;
      expect((await redeem(auth.url, nameOnly, back, request, proof)).status).toBe(200);
    },
  );

  it('may leave out the address at all when they have only one', async () => {
    const request = authorizationRequest(auth.url, client, { redirect_uri: undefined });
    expect((await allow(browser, request)).searchParams.get('code')).toEqual(expect.any(String));
    const several = await register(auth.url, { redirect_uris: [redirectUri, 'https://a.example/cb'] });
    expect((await begin({ redirect_uri: undefined }, several)).status).toBe(400);
    const twice = authorizationRequest(auth.url, client);
    twice.url.searchParams.append('redirect_uri', 'https://evil.example/cb');
    expect((await ask(browser, twice)).status).toBe(400);
  });

  it('may be pages of the origin that they come back to, with a secret or without, on loopback at any port', async () => {
    const here = { redirect_uris: ['http://localhost/cb', 'https://page.example/cb'] };
    const open = await register(auth.url, here);
    const secret = await register(auth.url, { ...here, token_endpoint_auth_method: 'client_secret_post' });
    const allowed = async ({ client_id, client_secret }: TestClient, origin: string) => {
      const fields = { grant_type: 'refresh_token', refresh_token: 'x', client_id };
      const all = client_secret === undefined ? fields : { ...fields, client_secret };
      const answer = await postForm(`${auth.url}/oauth/token`, all, { origin });
      return answer.headers.get('access-control-allow-origin');
    };
    for (const as of [open, secret])
      for (const origin of ['http://localhost:6274', 'https://page.example'])
        expect(await allowed(as, origin)).toBe(origin);
    for (const origin of ['https://page.example:8443', 'http://localhost.evil', 'https://evil.example', 'null'])
      expect(await allowed(open, origin)).toBeNull();
  });

  it('may name the same service twice, yet no second one', async () => {
    const twice = authorizationRequest(auth.url, client);
    twice.url.searchParams.append('resource', ehrResource);
    const response = await redeem(auth.url, client, await allow(browser, twice), twice);
    expect(response.status).toBe(200);
    const two = authorizationRequest(auth.url, client);
    two.url.searchParams.append('resource', auth.url);
    expect((await ask(browser, two)).url.searchParams.get('error')).toBe('invalid_target');
  });

  it('may be the command line of the older gateway, which comes back nowhere and asks to read and write', async () => {
    const older = await register(auth.url, {
      redirect_uris: ['urn:ietf:wg:oauth:2.0:oob'],
      application_type: 'native',
      token_endpoint_auth_method: 'client_secret_post',
      scope: 'read write',
    });
    const { client_id, client_secret = '' } = older;
    const asked = await postForm(`${auth.url}/oauth/device/auth`, { client_id, client_secret, scope: 'read write' });
    const device = (await asked.json()) as { user_code: string; device_code: string };
    const page = await browser.open(`${auth.url}/device`);
    const shown = await browser.submit(page, { user_code: device.user_code });
    expect(shown.html).toContain('Find patients and read their personal details');
    await browser.submit(shown, { user_code: device.user_code, decision: 'allow' });
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const fields = { grant_type, client_id, client_secret, device_code: device.device_code };
    expect((await postForm(`${auth.url}/oauth/token`, fields)).status).toBe(200);
  });

  it('may let people choose the account', async () => {
    const before = auth.idp.prompts.length;
    expect((await begin({ prompt: 'select_account' })).html).toContain('Allow access?');
    expect(auth.idp.prompts.slice(before)).toEqual(['login']);
  });

  it('may ask for a fresh sign-in without OpenID Connect (RFC 9470 §4), and be told nothing of its other words', async () => {
    const before = auth.idp.prompts.length;
    const words = {
      max_age: '0',
      acr_values: 'a b',
      claims: '{}',
      claims_locales: 'de',
      id_token_hint: 'x.y.z',
      nonce: 'n',
    };
    expect((await begin(words)).html).toContain('Allow access?');
    expect(auth.idp.prompts.slice(before)).toEqual(['login']);
    expect(await errorAt({ ...words, prompt: 'none' })).toBe('invalid_request');
  });

  it('may want nothing but the sign-in, and are told the words of that as scope, which is never empty (RFC 6749 §3.3)', async () => {
    const scope = 'openid profile email offline_access';
    const { tokens } = await tokensFor(auth.url, browser, { client, parameters: { scope, prompt: 'consent' } });
    expect([tokens.scope, decodeJwt(tokens.access_token)['scope'] ?? '']).toEqual([scope, '']);
    const renewed = (await (await refresh(auth.url, client, tokens.refresh_token)).json()) as Tokens;
    expect(renewed.scope).toBe(scope);
  });

  it('may take what is not told for refused (RFC 6749 §5.1), so the words of the sign-in stand beside those of the token', async () => {
    const scope = 'openid offline_access read:patients';
    const { tokens } = await tokensFor(auth.url, browser, { client, parameters: { scope } });
    expect(tokens.scope).toBe('read:patients openid offline_access');
    expect(decodeJwt(tokens.access_token)['scope']).toBe('read:patients');
    const fields = { grant_type: 'refresh_token', client_id: client.client_id, refresh_token: tokens.refresh_token };
    const narrowed = await postForm(`${auth.url}/oauth/token`, { ...fields, scope: 'read:patients openid' });
    expect(((await narrowed.json()) as Tokens).scope).toBe('read:patients openid');
  });

  it.each(['claudeai', 'claudeai offline_access'])(
    'may ask for `%s`, as Claude does where nobody named it a scope',
    async (scope) => {
      const page = await begin({ scope });
      expect(page.html).toContain('Find patients and read their personal details');
    },
  );

  it.each([' offline_access', 'read:patients  read:vitals '])(
    'may ask for `%s`, with spaces that part nothing (Claude does, where it has no other word)',
    async (scope) => {
      const { tokens } = await tokensFor(auth.url, await auth.signedIn(), { parameters: { scope } });
      expect(tokens.scope.split(' ')).toEqual(expect.arrayContaining(scope.split(' ').filter(Boolean)));
      expect(decodeJwt(tokens.access_token)['scope']).toContain('read:vitals');
    },
  );

  it('are offered emergency access only if they ask for it by name', async () => {
    const opening = 'Open the record of a patient in an emergency';
    const resource = auth.url;
    const { html } = await begin({ scope: '', resource });
    expect(html).toContain('See what your own account may do');
    expect(html).not.toContain(opening);
    expect((await begin({ scope: 'write:emergency-access', resource })).html).toContain(opening);
  });

  it('have people sign in anew who have done so this very second, whatever they say of the sign-in before', async () => {
    for (let times = 0; times < 4; times += 1) {
      const fresh = await auth.signedIn();
      const before = auth.idp.prompts.length;
      const page = await ask(fresh, authorizationRequest(auth.url, client, { prompt: 'login', caregate_sign_in: 'x' }));
      expect(page.html).toContain('Allow access?');
      expect(auth.idp.prompts.slice(before)).toEqual(['login']);
    }
  });

  it.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: 'code id_token' }, 'unsupported_response_type'],
    [{ response_mode: 'fragment' }, 'unsupported_response_mode'],
    [{ scope: 'see touch' }, 'invalid_scope'],
    [{ scope: 'read:patients,read:vitals' }, 'invalid_scope'],
    [{ prompt: 'create' }, 'invalid_request'],
    [{ resource: 'https://elsewhere.example/' }, 'invalid_target'],
    [{ state: 'a\0b' }, 'invalid_request'],
    [{ login_hint: 'a\0b' }, 'invalid_request'],
  ])('are told in the words of OAuth what is wrong with %j', async (parameters, error) => {
    expect(await errorAt(parameters)).toBe(error);
    expect((await refusals('authorization.refused')).at(-1)).toMatchObject({ decision: error });
  });

  it.each([
    ['nothing', {}, {}],
    ['another scheme', { authorization: 'Bearer x' }, {}],
    ['no Base64', { authorization: 'Basic !!!' }, {}],
    ['percent signs that mean nothing', { authorization: `Basic ${btoa('%zz:%')}` }, {}],
    ['no assertion', {}, { client_assertion: 'x', client_assertion_type: 'urn:x' }],
    ['a name with the character NUL', {}, { client_id: 'a\0b', client_secret: 'x' }],
    ['half a character', {}, { client_id: 'a\ud800b', client_secret: 'x' }],
  ])('are unauthorized when they show %s (RFC 6749 §5.2), at every endpoint', async (_case, headers, fields) => {
    const before = (await refusals('token.refused')).length;
    for (const path of ['token', 'token/introspection', 'token/revocation', 'device/auth']) {
      const asked = { grant_type: 'client_credentials', token: 'x', ...fields };
      const answer = await postForm(`${auth.url}/oauth/${path}`, asked, headers);
      expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/u);
    }
    expect(await refusals('token.refused')).toHaveLength(before + 4);
  });

  it.each([
    ['a client of that name', { redirect_uris: [redirectUri], client_name: 'a\ud800' }, 'invalid_client_metadata'],
    ['an address to write to', { redirect_uris: [redirectUri], contacts: ['a\0@b.c'] }, 'invalid_client_metadata'],
  ])('cannot register characters that nothing can keep: %s', async (_case, metadata, error) => {
    const answer = await postJson(`${auth.url}/oauth/reg`, metadata);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error }]);
  });

  it('see a page, and leave a trace, when it cannot be told to whom to go back', async () => {
    for (const id of ['a\0b', 'nobody']) {
      const page = await begin({}, { client_id: id });
      expect([page.status, page.html]).toEqual([400, expect.stringContaining('invalid_client')]);
      expect((await refusals('authorization.refused')).at(-1)).toMatchObject({ decision: 'invalid_client' });
    }
  });

  it.each([
    ['GET', 'token', 'POST, OPTIONS'],
    ['PUT', 'token/introspection', 'POST, OPTIONS'],
    ['DELETE', 'reg', 'POST, OPTIONS'],
    ['POST', 'jwks', 'GET, HEAD, OPTIONS'],
    ['POST', '.well-known/oauth-authorization-server', 'GET, HEAD, OPTIONS'],
    ['DELETE', 'auth', 'GET, POST'],
  ])('are told by 405 that %s is not for /%s', async (method, path, allowed) => {
    const answer = await fetch(`${auth.url}/oauth/${path}`, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
  });

  it('may be pages that ask with headers of MCP where tokens for this service come from', async () => {
    const answer = await fetch(`${auth.url}/.well-known/oauth-protected-resource`, {
      method: 'OPTIONS',
      headers: { origin: 'https://inspector.example', 'access-control-request-headers': 'mcp-protocol-version' },
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(answer.headers.get('access-control-allow-headers')).toContain('mcp-protocol-version');
  });
});
