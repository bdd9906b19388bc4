import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { authEnvironment, authorize, authorizeAs, Browser, seededClients, signIn, type Person } from '@caregate/dev';
import {
  describeIf,
  givenHttpsServer,
  redisForTests,
  until,
  withClient,
  type GivenHttpsServer,
} from '@caregate/testing';
import { Redis } from 'ioredis';
import { decodeJwt } from 'jose';
import * as oauth from 'openid-client';
import { callTool } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

const run = promisify(execFile);
const commandLine = path.resolve(import.meta.dirname, '../../auth/dist/oauth.main.js');
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const redirectUri = 'http://127.0.0.1:53682/callback';

type Answer = Record<string, unknown>;

const server = await redisForTests();
let stack: SpecStack;
let site: GivenHttpsServer;
const documents = new Map<string, object>();
let metadata: Record<string, string>;

beforeAll(async () => {
  site = await givenHttpsServer(({ url = '' }, response) => {
    response.writeHead(documents.has(url) ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(documents.get(url)));
  });
  stack = await specStack({ redis: server, rooms: recordRooms, authoritiesFile: site.certificateFile });
  const address = `${stack.addresses.issuer}/.well-known/oauth-authorization-server`;
  metadata = (await jsonAt(address)) as Record<string, string>;
}, 120_000);
afterAll(async () => {
  await stack.end();
  await site.close();
});

function person(role: string): Person {
  const found = stack.people.find((each) => each.role === role);
  if (found === undefined) throw new Error(`no ${role} in the sandbox`);
  return found;
}

async function jsonAt(address: string, init: RequestInit = {}): Promise<Answer> {
  return (await (await fetch(address, init)).json()) as Answer;
}

/** A form to an endpoint that the metadata names. */
function post(endpoint: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(metadata[endpoint] ?? '', { method: 'POST', headers, body: new URLSearchParams(fields) });
}

function register(fields: object = {}): Promise<Response> {
  const body = JSON.stringify({ client_name: 'Assistant of specs', redirect_uris: [redirectUri], ...fields });
  const headers = { 'content-type': 'application/json' };
  return fetch(metadata['registration_endpoint'] ?? '', { method: 'POST', headers, body });
}

function basic(appId: string): Record<string, string> {
  const client = seededClients(stack.folder).find(({ app_id: id }) => id === appId);
  const pair = `${client?.client_id}:${client?.client_secret}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

describe('[T11] metadata', () => {
  it('is at both addresses, leads from the resource to its server, and tokens are for the resource alone', async () => {
    const issuer = new URL(stack.addresses.issuer);
    const inserted = `${issuer.origin}/.well-known/oauth-authorization-server${issuer.pathname.replace(/\/$/u, '')}`;
    await expect(jsonAt(inserted)).resolves.toEqual(metadata);
    const resource = await jsonAt(`${new URL(stack.addresses.ehrMcp).origin}/.well-known/oauth-protected-resource/mcp`);
    expect(resource).toMatchObject({
      resource: stack.addresses.ehrMcp,
      authorization_servers: [stack.addresses.issuer],
    });
    expect(decodeJwt(await stack.tokenOf('copilot-studio'))).toMatchObject({ aud: stack.addresses.ehrMcp });
  });
});

describe('[T09] an assistant that registers itself', () => {
  it('[T10] reads, changes and removes its registration, which is nobody else’s to see', async () => {
    const response = await register();
    expect(response.status).toBe(201);
    const client = (await response.json()) as Record<string, string>;
    expect(client).toMatchObject({ client_id: expect.any(String), client_id_issued_at: expect.any(Number) });
    const address = client['registration_client_uri'] ?? '';
    const ask = (method: string, token: string | undefined, body?: object) =>
      fetch(address, {
        method,
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        ...(body && { body: JSON.stringify(body) }),
      });
    const own = client['registration_access_token'];
    const other = ((await (await register()).json()) as Record<string, string>)['registration_access_token'];
    expect((await ask('GET', undefined)).status).toBe(401);
    expect([401, 403]).toContain((await ask('GET', other)).status);
    expect((await ask('GET', own)).status).toBe(200);
    const change = { client_id: client['client_id'], client_name: 'Renamed', redirect_uris: [redirectUri] };
    const changed = await ask('PUT', own, change);
    const renamed = (await changed.json()) as Record<string, string>;
    expect([changed.status, renamed]).toMatchObject([200, { client_name: 'Renamed' }]);
    // RFC 7592 §3: a change may bring a new token, which takes the place of the old one.
    expect((await ask('DELETE', renamed['registration_access_token'] ?? own)).status).toBe(204);
    expect([401, 404]).toContain((await ask('GET', own)).status);
  });

  it.each([
    ['no address to come back to', { redirect_uris: [] }],
    ['an address with a fragment', { redirect_uris: ['https://app.example/cb#x'] }],
    ['an address that is no web address', { redirect_uris: ['javascript:alert(1)'] }],
  ])('is refused with %s', async (_case, fields) => {
    const response = await register(fields);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: expect.stringMatching(/^invalid_(redirect_uri|client_metadata)$/u) },
    ]);
  });

  it('[T14] leaves nothing in a dump of the database that would let somebody in', async () => {
    const confidential = await register({ token_endpoint_auth_method: 'client_secret_post' });
    const client = (await confidential.json()) as Record<string, string>;
    const { refreshToken = '' } = await authorize(stack.addresses, person('doctor'), 'read:patients offline_access');
    const dump = await withClient(stack.adminUrl, async (database) => {
      const tables = await database.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('auth', 'audit')`,
      );
      const texts: string[] = [];
      for (const { name } of tables.rows) {
        const { rows } = await database.query<{ all: string }>(
          `SELECT coalesce(string_agg(t::text, ' '), '') AS all FROM ${name} t`,
        );
        texts.push(...rows.map(({ all }) => all));
      }
      return texts.join(' ');
    });
    expect(dump).toContain(client['client_id']);
    const secrets = [client['client_secret'], client['registration_access_token'], refreshToken];
    for (const secret of secrets) expect(dump).not.toContain(secret);
    expect(secrets.filter((secret) => (secret ?? '').length < 20)).toEqual([]);
  });
});

describe('[X18] an assistant that registers nowhere', () => {
  const knownAt = (path: string) =>
    oauth.discovery(new URL(stack.addresses.issuer), `${site.origin}${path}`, undefined, oauth.None(), {
      execute: [oauth.allowInsecureRequests],
    });
  const publish = (path: string, changes: object = {}) =>
    documents.set(path, {
      client_id: `${site.origin}${path}`,
      client_name: 'Assistant known by its document',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      ...changes,
    });
  const letIn = async (path: string) =>
    authorizeAs(await knownAt(path), person('doctor'), 'read:patients', stack.addresses.ehrMcp);

  it('is let in by the address of its document, beside those that register themselves', async () => {
    expect(metadata).toMatchObject({
      client_id_metadata_document_supported: true,
      registration_endpoint: expect.any(String),
    });
    publish('/assistant.json');
    const { accessToken, clientId } = await letIn('/assistant.json');
    expect(clientId).toBe(`${site.origin}/assistant.json`);
    expect(decodeJwt(accessToken)).toMatchObject({ client_id: clientId, aud: stack.addresses.ehrMcp });
    const reply = await callTool(stack.addresses.ehrMcp, accessToken, 'get_patient', { mrn: 'MRN001' });
    expect(reply).toMatchObject({ status: 200, isError: false });
  });

  it.each([
    ['says to be another', '/other.json', { client_id: 'https://elsewhere.example/client.json' }],
    ['names a secret', '/secret.json', { client_secret: 'x'.repeat(40) }],
    ['is not there', '/missing.json', undefined],
  ])('is refused whose document %s', async (_case, path, changes) => {
    if (changes !== undefined) publish(path, changes);
    await expect(letIn(path)).rejects.toThrow('on /oauth/auth (status 400)');
    const sql = "select body from audit.event where event = 'oauth.client.document.read' order by id";
    const { rows } = await withClient(stack.adminUrl, (client) => client.query<{ body: string }>(sql));
    expect(JSON.parse(rows.at(-1)?.body ?? '{}')).toMatchObject({
      outcome: 'refused',
      entity: { id: `${site.origin}${path}` },
    });
  });
});

describe('[T05] a refresh token', () => {
  it('is good once, and its second use ends what came of it', async () => {
    const { refreshToken = '', clientId } = await authorize(
      stack.addresses,
      person('nurse'),
      'read:vitals offline_access',
    );
    const refresh = (token: string) =>
      post('token_endpoint', { grant_type: 'refresh_token', client_id: clientId, refresh_token: token });
    const next = (await (await refresh(refreshToken)).json()) as Record<string, string>;
    expect(next['refresh_token']).not.toBe(refreshToken);
    await withClient(stack.adminUrl, (database) =>
      database.query(
        `UPDATE auth.oidc_artifact SET consumed_at = consumed_at - interval '1 hour' WHERE model = 'RefreshToken'`,
      ),
    );
    expect((await refresh(refreshToken)).status).toBe(400);
    expect((await refresh(next['refresh_token'] ?? '')).status).toBe(400);
    const { ehrMcp } = stack.addresses;
    await until(
      async () => (await callTool(ehrMcp, next['access_token'], 'get_vital_signs', { mrn: 'MRN001' })).status === 401,
    );
  });
});

describe('[T07] introspection', () => {
  it('tells the client of a token what it is, and another one nothing', async () => {
    const token = await stack.tokenOf('copilot-studio');
    const own = await post('introspection_endpoint', { token }, basic('copilot-studio'));
    expect(await own.json()).toMatchObject({ active: true, scope: expect.stringContaining('read:patients') });
    const other = await post('introspection_endpoint', { token }, basic('nurse-station'));
    expect(await other.json()).toEqual({ active: false });
    expect((await post('introspection_endpoint', { token })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('[T17] a command line', () => {
  it('is let in by a person who types its code into a browser', async () => {
    const registered = await register({
      redirect_uris: [],
      grant_types: [deviceGrant],
      token_endpoint_auth_method: 'none',
    });
    const { client_id: clientId = '' } = (await registered.json()) as Record<string, string>;
    const begun = await post('device_authorization_endpoint', { client_id: clientId, scope: 'read:patients' });
    const waiting = (await begun.json()) as Record<string, string>;
    const poll = () =>
      post('token_endpoint', {
        grant_type: deviceGrant,
        client_id: clientId,
        device_code: waiting['device_code'] ?? '',
      });
    await expect((await poll()).json()).resolves.toMatchObject({ error: 'authorization_pending' });
    const browser = new Browser();
    const start = await browser.open(waiting['verification_uri_complete'] ?? '');
    const page = await signIn(browser, start, person('doctor'));
    const shown = page.html.includes('name="decision"')
      ? page
      : await browser.submit(page, { user_code: waiting['user_code'] ?? '' });
    await browser.submit(shown, { decision: 'allow' });
    const granted = (await (await poll()).json()) as Record<string, string>;
    const reply = await callTool(stack.addresses.ehrMcp, granted['access_token'], 'get_patient', { mrn: 'MRN001' });
    expect(reply.json).toMatchObject({ status: 'success' });
  });
});

describe('[T18] the command of administrators', () => {
  it('lists applications, shows what a purge would remove, and ends the tokens of one at once', async () => {
    const env = authEnvironment(stack.installation);
    const oauth = async (...words: string[]) => (await run(process.execPath, [commandLine, ...words], { env })).stdout;
    expect(await oauth('clients', 'list')).toContain('nurse-station');
    const wouldGo = await oauth('purge', '--dry-run');
    expect(JSON.parse(wouldGo)).toMatchObject({ clients: expect.any(Number), tokens: expect.any(Number) });
    expect(await oauth('purge', '--dry-run')).toBe(wouldGo);
    const token = await stack.tokenOf('nurse-station');
    const { ehrMcp } = stack.addresses;
    const read = () => callTool(ehrMcp, token, 'get_vital_signs', { mrn: 'MRN001' });
    expect((await read()).status).toBe(200);
    await oauth('tokens', 'revoke', String(decodeJwt(token).jti), '--reason', 'spec');
    await until(async () => (await read()).status === 401);
    const dashed = oauth('tokens', 'revoke', '-helps-with-nothing', '--reason', 'spec');
    await expect(dashed).rejects.toMatchObject({ stderr: expect.stringContaining('There is no such grant.') });
  });
});

describe('[T13] registering an application by tool', () => {
  const ward = { app_id: 'ward-display', app_name: 'Ward display', role: 'nurse', scopes: ['read:vitals'] };
  const by = async (role: string, scope: string, input: object = {}) => {
    const { accessToken } = await authorize(stack.addresses, person(role), scope);
    return callTool(stack.addresses.ehrMcp, accessToken, 'register_client', { ...ward, ...input });
  };

  it('gives an administrator id and secret, with which it comes in as what it was registered for', async () => {
    const { json } = await by('admin', 'write:clients');
    expect(json).toMatchObject({ status: 'success', client_id: expect.any(String), client_secret: expect.any(String) });
    const { client_id: id, client_secret: secret } = json;
    const admitted = await callTool(stack.addresses.ehrMcp, undefined, 'authenticate', {
      client_id: id,
      client_secret: secret,
      app_id: 'ward-display',
    });
    expect(admitted.json).toMatchObject({ status: 'success', client_info: { role: 'nurse' } });
  });

  it('is refused to others, and never makes an administrator', async () => {
    expect((await by('doctor', 'read:patients')).isError).toBe(true);
    const mighty = await by('admin', 'write:clients', { app_id: 'mighty', role: 'admin' });
    expect(mighty.json).toMatchObject({ status: 'error' });
  });
});

describe('[A11] signing out', () => {
  it('ends the session at every door', async () => {
    const { auth, verify, console: landing } = stack.addresses;
    const browser = new Browser();
    await signIn(browser, await browser.open(`${auth}/auth/sandbox`), person('doctor'), landing);
    const status = async () => JSON.parse((await browser.open(`${auth}/auth/status`)).html) as Answer;
    const cookie = await browser.cookieHeader(auth);
    const atTheEdge = async () => {
      const headers = {
        'x-forwarded-method': 'GET',
        'x-forwarded-proto': 'http',
        'x-forwarded-host': 'localhost',
        'x-forwarded-uri': '/ehr/fhir/Patient',
        cookie,
      };
      return (await fetch(verify, { headers })).status;
    };
    expect([await status(), await atTheEdge()]).toMatchObject([{ authenticated: true, user: { role: 'doctor' } }, 200]);
    await browser.open(`${auth}/auth/logout`);
    expect([await status(), await atTheEdge()]).toMatchObject([{ authenticated: false }, 401]);
  });
});

describeIf(server, '[T16] with Redis', ({ url }) => {
  it('what is under way stands under the keys of the older gateway, each with its end', async () => {
    const redis = new Redis(url);
    const scope = 'read:patients offline_access';
    const { clientId, accessToken } = await authorize(stack.addresses, person('doctor'), scope);
    const { jti = '', sub = '', exp = 0 } = decodeJwt(accessToken);
    const listed = async () => {
      const keys = await redis.keys('oauth:*');
      return new Map(await Promise.all(keys.map(async (key) => [key, await redis.expiretime(key)] as const)));
    };
    await until(async () => (await listed()).has(`oauth:user_tokens:${sub}`));
    const ends = await listed();
    expect(ends.get(`oauth:token:${jti}`)).toBe(exp);
    expect(ends.has(`oauth:client:${clientId}`)).toBe(true);
    expect(ends.get(`oauth:user_tokens:${sub}`)).toBeGreaterThanOrEqual(exp);
    const now = Date.now() / 1000;
    const leftOf = (prefix: string) =>
      [...ends].filter(([key]) => key.startsWith(prefix)).map(([, end]) => Math.round((end - now) / 60));
    const days = 24 * 60;
    expect(leftOf(`oauth:client:${clientId}`).every((minutes) => minutes > 89 * days && minutes <= 90 * days)).toBe(
      true,
    );
    expect(leftOf('oauth:refresh:').every((minutes) => minutes > 13 * days && minutes <= 14 * days)).toBe(true);
    expect(leftOf('oauth:code:').every((minutes) => minutes <= 1)).toBe(true);
    expect([...ends.keys()].map((key) => key.split(':')[1])).toEqual(
      expect.arrayContaining(['client', 'code', 'token', 'refresh', 'user_tokens']),
    );
    redis.disconnect();
  });
});

describe('[G06] a page of another origin', () => {
  const preflight = (address: string, origin: string) =>
    fetch(address, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type, mcp-protocol-version',
      },
    });

  it('may ask, without signing in, what it needs to sign somebody in', async () => {
    const { issuer, ehrMcp } = stack.addresses;
    const documents = [
      `${new URL(ehrMcp).origin}/.well-known/oauth-protected-resource/mcp`,
      `${issuer}/.well-known/oauth-authorization-server`,
    ];
    const endpoints = ['registration_endpoint', 'token_endpoint', 'jwks_uri'].map((name) => metadata[name] ?? '');
    for (const address of [...documents, ...endpoints]) {
      const { status, headers } = await preflight(address, 'https://assistant.example');
      const allowed = headers.get('access-control-allow-origin');
      expect([address, allowed]).toEqual([address, expect.stringMatching(/^(?:\*|https:\/\/assistant\.example)$/u)]);
      expect(status).toBeLessThan(300);
    }
  });

  it('reaches the record if it is listed, and not otherwise', async () => {
    const listed = new URL(stack.addresses.ehrMcp).origin;
    const { headers } = await preflight(stack.addresses.ehrMcp, listed);
    expect(headers.get('access-control-allow-origin')).toBe(listed);
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('mcp-protocol-version');
    const stranger = await preflight(stack.addresses.ehrMcp, 'https://stranger.example');
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    const asked = await fetch(stack.addresses.ehrMcp, {
      method: 'POST',
      headers: { origin: 'https://stranger.example' },
    });
    expect(asked.status).toBe(403);
  });
});
