import { createServer, type IncomingMessage, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listen } from '@caregate/testing';
import { WebSocket, WebSocketServer } from 'ws';
import { strippedHeaders } from '../routes/stripped-headers.js';
import { startEdge, type RunningEdge } from './start-edge.js';

/** What the question was, and what to answer to it. */
interface Verify {
  asked: IncomingMessage[];
  status: number;
  headers: Record<string, string>;
}

describe('the edge of one machine', () => {
  const verify: Verify = { asked: [], status: 200, headers: {} };
  let folder: string;
  let edge: RunningEdge;
  const servers: Server[] = [];
  let sockets: WebSocketServer;

  const started = async (server: Server) => {
    servers.push(server);
    return `http://127.0.0.1:${await listen(server)}`;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'caregate-edge-'));
    mkdirSync(path.join(folder, 'console.new/assets'), { recursive: true });
    writeFileSync(path.join(folder, 'console.new/index.html'), '<title>Console</title>');
    writeFileSync(path.join(folder, 'console.new/assets/app-1.js'), 'export {};');
    writeFileSync(path.join(folder, 'secret.txt'), 'secret');
    const verifyUrl = await started(
      createServer((message, response) => {
        verify.asked.push(message);
        response.writeHead(verify.status, verify.headers).end('{"error":"x"}');
      }),
    );
    const echo = createServer((message, response) => {
      if (message.url === '/events') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        return void response.write('data: first\n\n');
      }
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        const { url, method, headers } = message;
        response.end(JSON.stringify({ url, method, headers, body: Buffer.concat(chunks).toString() }));
      });
    });
    sockets = new WebSocketServer({ server: echo });
    sockets.on('connection', (socket, { url, headers }) => {
      socket.send(JSON.stringify({ url, user: headers['x-user-id'], cookie: headers.cookie }));
    });
    const upstream = await started(echo);
    edge = await startEdge({
      port: 0,
      verifyUrl: `${verifyUrl}/verify`,
      upstreams: {
        auth: upstream,
        imaging: upstream,
        orchestrator: upstream,
        'agent-socket': upstream,
        ehr: 'http://127.0.0.1:1',
      },
      consoleFolder: path.join(folder, 'console.new'),
    });
  });
  afterAll(async () => {
    await edge.close();
    sockets.close();
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    Object.assign(verify, { asked: [], status: 200, headers: {} });
  });

  const echoed = async (target: string, init: RequestInit = {}) =>
    (await (await fetch(edge.url + target, init)).json()) as {
      url: string;
      method: string;
      headers: Record<string, string>;
      body: string;
    };

  it('hands an asked request on with what /verify said of the caller, and without the session', async () => {
    verify.headers = { 'X-User-Id': 'user-7', Authorization: 'Bearer for.that.service', 'Set-Cookie': 'never=1' };
    const answer = await echoed('/imaging/mcp?a=b', {
      method: 'POST',
      body: 'hello',
      headers: { cookie: 'sid=x', origin: 'http://here' },
    });
    expect(answer).toMatchObject({ url: '/mcp?a=b', method: 'POST', body: 'hello' });
    expect(answer.headers).toMatchObject({ 'x-user-id': 'user-7', authorization: 'Bearer for.that.service' });
    expect(answer.headers['cookie']).toBeUndefined();
    expect(answer.headers['x-auth-assertion']).toBeUndefined();
    const [question] = verify.asked;
    expect(question?.headers).toMatchObject({
      'x-original-url': `${edge.url}/imaging/mcp?a=b`,
      'x-original-method': 'POST',
      cookie: 'sid=x',
      origin: 'http://here',
    });
  });

  it.each(['/imaging/mcp', '/oauth/token'])('lets nobody say of himself at %s who he is', async (target) => {
    const lies = Object.fromEntries([...strippedHeaders, 'X_User_Id'].map((name) => [name, 'liar']));
    const answer = await echoed(target, { headers: lies });
    expect(JSON.stringify(answer.headers)).not.toContain('liar');
    for (const question of verify.asked) expect(JSON.stringify(question.rawHeaders)).not.toContain('liar');
  });

  it('leaves the credentials of an open route as they are, and asks nobody', async () => {
    const answer = await echoed('/oauth/token', { headers: { authorization: 'Basic eDp5', cookie: 'sid=x' } });
    expect(answer.headers).toMatchObject({ authorization: 'Basic eDp5', cookie: 'sid=x' });
    expect(verify.asked).toEqual([]);
  });

  it.each([
    ['nobody', 401, { 'WWW-Authenticate': 'Bearer realm="caregate"' }, 401],
    ['a person to be sent to sign in', 401, { Location: 'http://auth/login' }, 302],
    ['somebody without the right', 403, {}, 403],
    ['an answer that nginx would not understand', 400, {}, 503],
    ['a fault', 500, {}, 503],
  ])('refuses %s', async (_whom, status, headers, expected) => {
    Object.assign(verify, { status, headers });
    const answer = await fetch(`${edge.url}/imaging/mcp`, { redirect: 'manual' });
    await answer.body?.cancel();
    expect(answer.status).toBe(expected);
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
  });

  it('passes events on as they come', async () => {
    const answer = await fetch(`${edge.url}/imaging/events`);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n');
  });

  it('opens a socket for whom /verify lets in, and refuses the others in plain HTTP', async () => {
    verify.headers = { 'X-User-Id': 'user-7' };
    const url = `${edge.url.replace('http', 'ws')}/agents/ws?x=1`;
    const socket = new WebSocket(url, { headers: { cookie: 'sid=x' } });
    const [message] = await new Promise<unknown[]>((resolve) => socket.once('message', (...all) => resolve(all)));
    expect(JSON.parse(String(message))).toEqual({ url: '/ws?x=1', user: 'user-7' });
    socket.terminate();
    verify.status = 401;
    const refused = new WebSocket(url);
    const error = await new Promise<Error>((resolve) => refused.once('error', resolve));
    expect(error.message).toContain('401');
  });

  it.each(['/imaging/mcp', '/agents/api/v1/tasks', '/users', '/oauth/token', '/nowhere'])(
    'opens no socket at %s, where nobody would look at its token again',
    async (target) => {
      const refused = new WebSocket(`${edge.url.replace('http', 'ws')}${target}`);
      const error = await new Promise<Error>((resolve) => refused.once('error', resolve));
      expect(error.message).toContain('404');
      expect(verify.asked).toEqual([]);
    },
  );

  it('says that a service does not answer, and that nothing is where none is', async () => {
    expect((await fetch(`${edge.url}/ehr/mcp`)).status).toBe(502);
    expect((await fetch(`${edge.url}/bridge/x/mcp`)).status).toBe(404);
    expect((await fetch(`${edge.url}/healthz`)).status).toBe(200);
  });

  it('serves the console with headers that bind it, every other address as its one page', async () => {
    const page = await fetch(`${edge.url}/console/patients/7`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, '<title>Console</title>']);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'; style-src 'self'");
    // What is deployed serves the console under the same policy.
    const deployed = path.resolve(import.meta.dirname, '../../../../deploy/docker/console.Caddyfile');
    expect(readFileSync(deployed, 'utf8')).toContain(`Content-Security-Policy "${policy}"`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await fetch(`${edge.url}/console/assets/app-1.js`);
    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'export {};',
    ]);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${edge.url}/console/assets/gone-2.js`)).status).toBe(404);
    expect(await (await fetch(`${edge.url}/console/`)).text()).toBe('<title>Console</title>');
    expect((await fetch(`${edge.url}/console/`, { method: 'POST' })).status).toBe(405);
  });

  it.each(['/', '/?a=b', '/console'])('sends whoever comes to %s on to the console', async (target) => {
    const answer = await fetch(edge.url + target, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console/']);
  });

  it.each(['/users', '/roles', '/account/access', '/audit/events', '/access/relations'])(
    'takes %s for a question to the service, never for a page, and lets in whom /verify lets in',
    async (target) => {
      verify.headers = { 'X-User-Id': 'user-7' };
      expect(await echoed(target, { headers: { accept: 'text/html' } })).toMatchObject({
        url: target,
        headers: { 'x-user-id': 'user-7' },
      });
      verify.status = 401;
      expect((await fetch(edge.url + target)).status).toBe(401);
    },
  );

  it.each(['/patients/7', '/verify', '/metrics', '/api/auth/users'])('has nothing at %s', async (target) => {
    expect((await fetch(edge.url + target)).status).toBe(404);
    expect(verify.asked).toEqual([]);
  });

  it.each(['%2e%2e/secret.txt', '..%2fsecret.txt', 'assets/%2e%2e/%2e%2e/secret.txt', '%00', '%zz', '/secret.txt'])(
    'shows nothing outside the console at %s',
    async (target) => {
      expect(await (await fetch(`${edge.url}/console/${target}`)).text()).not.toContain('secret');
    },
  );
});
