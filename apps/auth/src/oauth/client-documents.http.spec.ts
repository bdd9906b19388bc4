import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { decodeJwt, exportJWK } from 'jose';
import { givenHttpsServer, type GivenHttpsServer } from '@caregate/testing';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser } from '../testing/browser.fixture.js';
import { ask, authorizationRequest, redirectUri, tokensFor } from '../testing/oauth-client.fixture.js';

describe('a client known by its metadata document (feature X18)', () => {
  let auth: GivenAuth;
  let site: GivenHttpsServer;
  let browser: Browser;
  let documents: Record<string, object>;
  beforeAll(async () => {
    documents = {};
    site = await givenHttpsServer(({ url = '' }, response) => {
      const found = documents[url];
      response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(found ?? {}));
    });
    auth = await givenAuth({ environment: { CLIENT_METADATA_DOCUMENTS: 'on', CLIENT_REGISTRATION: 'off' } });
    browser = await auth.signedIn();
  });
  afterAll(async () => {
    await auth.close();
    await site.close();
  });

  const publish = (changes: object = {}) => {
    const path = `/${randomUUID()}.json`;
    const client_id = `${site.origin}${path}`;
    documents[path] = { client_id, client_name: 'Assistant <b>', redirect_uris: [redirectUri], ...changes };
    return { client_id, path };
  };
  const begin = (client: { client_id: string }) => ask(browser, authorizationRequest(auth.url, client));

  it('is announced in the metadata, where registration is not', async () => {
    const metadata = await (await fetch(`${auth.url}/oauth/.well-known/oauth-authorization-server`)).json();
    expect(metadata).toMatchObject({ client_id_metadata_document_supported: true });
    expect(metadata).not.toHaveProperty('registration_endpoint');
  });

  it('gets tokens that name it by its address', async () => {
    const { client_id } = publish();
    const { tokens } = await tokensFor(auth.url, browser, { client: { client_id } });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id, subject_kind: 'user' });
    expect(tokens.refresh_token).toMatch(/^[\w-]{20,}$/u);
  });

  it('is shown with the host of its document and the host that it returns to, and asked about every time', async () => {
    const client = publish();
    await tokensFor(auth.url, browser, { client });
    const page = await begin(client);
    expect(page.html).toContain(new URL(site.origin).host);
    expect(page.html).toContain('Assistant &lt;b&gt;');
    expect(page.html).toContain('127.0.0.1');
    expect(page.html).toContain('Nobody has verified this application');
  });

  it('is read once and then believed for a while', async () => {
    const client = publish();
    await begin(client);
    await begin(client);
    expect(site.asked.filter((path) => path === client.path)).toHaveLength(1);
  });

  it.each([
    ['another id than its address', { client_id: 'https://elsewhere.example/client' }],
    ['a secret', { client_secret: 'x'.repeat(40) }],
    ['a secret to authenticate by', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['plain http to return to', { redirect_uris: ['http://a.example/cb'] }],
    ['script to return to', { redirect_uris: ['javascript:alert(1)'] }],
    ['no name', { client_name: '' }],
    ['keys without using them', { jwks: { keys: [] } }],
    ['symmetric keys', { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ kty: 'oct', k: 'x' }] } }],
  ])('is refused with %s, and the refusal is on the trail', async (_case, changes) => {
    const client = publish(changes);
    const page = await begin(client);
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    const [last] = (await auth.trail('oauth.client.document.read')).slice(-1);
    expect(last).toMatchObject({ outcome: 'refused', entity: { id: client.client_id } });
  });

  it('cannot give itself a role, scopes or an application of its own', async () => {
    const client = publish({ role: 'admin', app_id: 'copilot-studio', allowed_scopes: 'write:users' });
    const { tokens } = await tokensFor(auth.url, browser, { client });
    const claims = decodeJwt(tokens.access_token);
    expect(claims['role']).toBe('doctor');
    expect(claims).not.toHaveProperty('app_id');
  });

  it('may prefer to sign who it is and do without where that is switched off, as the document of ChatGPT says', async () => {
    const { client_id } = publish({
      client_uri: 'https://chatgpt.com/',
      logo_uri: 'https://persistent.oaistatic.com/sonic/misc/openai-logo.png',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      token_endpoint_auth_signing_alg: 'RS256',
      jwks_uri: 'https://chatgpt.com/oauth/jwks.json',
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
    });
    const { tokens } = await tokensFor(auth.url, browser, { client: { client_id } });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id });
  });

  it('may leave out what it has not as null or empty, as the models of Python write themselves', async () => {
    const nothing = { jwks: null, jwks_uri: null, scope: null, contacts: null, client_secret: null, logo_uri: '' };
    const { client_id } = publish({ ...nothing, grant_types: null, token_endpoint_auth_method: null });
    const { tokens } = await tokensFor(auth.url, browser, { client: { client_id } });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id });
  });

  it.each(['http://127.0.0.1', 'http://localhost'])(
    'may listen on loopback at any port, though not said to be native: %s',
    async (host) => {
      const client = publish({ redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'] });
      await tokensFor(auth.url, browser, { client, parameters: { redirect_uri: `${host}:51234/callback` } });
    },
  );

  it('is not asked for again at an address that led nowhere', async () => {
    const client_id = `${site.origin}/nothing.json`;
    for (let times = 0; times < 3; times += 1) expect((await begin({ client_id })).status).toBe(400);
    expect(site.asked.filter((path) => path === '/nothing.json')).toHaveLength(1);
  });

  it.each(['/', '/a/../b.json', '/x.json#part'])('needs a document of its own: %s is none', async (path) => {
    expect((await begin({ client_id: `${site.origin}${path}` })).status).toBe(400);
  });

  it('may have public keys, with which it proves who it is', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'one' };
    const client = publish({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } });
    const page = await begin(client);
    expect([page.status, page.html.includes('Nobody has verified')]).toEqual([400, false]);
  });
});

describe('metadata documents of named hosts only', () => {
  it('refuses every other host before asking it', async () => {
    const environment = { CLIENT_METADATA_DOCUMENTS: 'on', CLIENT_METADATA_HOSTS: 'claude.ai,vscode.dev' };
    const auth = await givenAuth({ environment });
    const page = await ask(
      new Browser(),
      authorizationRequest(auth.url, { client_id: 'https://elsewhere.example/client.json' }),
    );
    expect(page.status).toBe(400);
    expect((await auth.trail('oauth.client.document.read')).at(-1)).toMatchObject({
      decision: 'the host is not among those allowed',
    });
    await auth.close();
  });
});
