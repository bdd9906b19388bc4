import { until } from '@caregate/testing';
import { request } from 'node:http';
import { connect } from 'node:net';
import { givenBridge, servers, type GivenBridge } from '../fixtures/bridge.fixture.js';
import { isAlive } from '../fixtures/is-alive.fixture.js';
import { RawSession, textOf } from '../fixtures/raw-session.fixture.js';

const MEBIBYTE = 1024 * 1024;
const odd = servers[1];
const table = [
  ...servers,
  { ...odd, name: 'keyed', env: { PLAIN: 'seen' }, secrets: ['ODD_KEY'], logStandardError: true },
  { ...odd, name: 'small', memoryBytesMax: 256 * MEBIBYTE },
];

let bridge: GivenBridge;
beforeAll(async () => {
  bridge = await givenBridge({
    SERVERS: JSON.stringify(table),
    SESSION_IDLE_SECONDS: '2',
    REQUEST_SECONDS: '2',
    SESSIONS_MAX: '20',
  });
});
afterAll(() => bridge.stop());

async function given(server: string, claims: Readonly<Record<string, unknown>> = { sub: crypto.randomUUID() }) {
  const session = new RawSession(bridge.urlOf(server), await bridge.tokenFor(server, claims));
  return { session, opened: await session.initialize() };
}

const codeIn = ({ json }: { json: Record<string, unknown> }) =>
  (json['error'] as { data?: { code?: string } } | undefined)?.data?.code; // -- shape of every refusal

describe('the door of a proxied server', () => {
  it('tells who has no token where to find the authorization server, before anything else', async () => {
    const answer = await new RawSession(bridge.urlOf('everything'), undefined).post('no message at all');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain(
      `resource_metadata="${bridge.origin}/.well-known/oauth-protected-resource/everything/mcp"`,
    );
    const document = await fetch(`${bridge.origin}/.well-known/oauth-protected-resource/everything/mcp`);
    expect(await document.json()).toMatchObject({
      resource: bridge.urlOf('everything'),
      scopes_supported: ['read:providers'],
    });
  });

  it.each([
    ['says how large it is', 'Content-Length: 20000000', 'x'.repeat(20_000_000)],
    ['does not', 'Transfer-Encoding: chunked', `1312d00\r\n${'x'.repeat(20_000_000)}\r\n0\r\n\r\n`],
  ])(
    'tells who sends too much so, and goes on with the connection, where the message %s',
    async (_case, length, body) => {
      const token = await bridge.tokenFor('everything');
      const socket = connect(Number(new URL(bridge.origin).port), '127.0.0.1').setEncoding('utf8');
      const path = new URL(bridge.urlOf('everything')).pathname;
      const head = ['Host: 127.0.0.1', `Authorization: Bearer ${token}`, 'Content-Type: application/json', length];
      socket.write([`POST ${path} HTTP/1.1`, ...head, '', body].join('\r\n'));
      socket.write([`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', '', ''].join('\r\n'));
      const heard: string = (await socket.toArray()).join('');
      expect(heard.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 401']);
    },
  );

  it('does not take a token that was issued for the server next door', async () => {
    const session = new RawSession(bridge.urlOf('odd'), await bridge.tokenFor('everything'));
    expect(await session.initialize()).toMatchObject({ status: 401 });
  });

  it.each([
    ['a role that does not hold the permission', 'odd', { role: 'typist' }, 'access.role.refused'],
    ['a token without the scope of the permission', 'odd', { scope: 'read:labs' }, 'access.scope.insufficient'],
    ['a token without the scope of the server', 'scoped', {}, 'access.scope.insufficient'],
    ['everybody, when the server names no rule', 'closed', { role: 'system' }, 'access.refused'],
  ])('stays closed to %s, starts nothing, and says so on the trail', async (_case, server, claims, code) => {
    const sub = crypto.randomUUID();
    const { opened } = await given(server, { sub, ...claims });
    expect(opened.status).toBe(403);
    expect(codeIn(opened)).toBe(code);
    const rows = (await bridge.trail()).filter(({ actor }) => actor.subject === sub);
    expect(rows).toEqual([
      expect.objectContaining({
        event: 'bridge.session.opened',
        outcome: 'refused',
        decision: code,
        entity: { type: 'McpServer', id: server },
      }),
    ]);
  });

  it('names the scope that is lacking, so that a client can step up', async () => {
    const { opened } = await given('scoped');
    expect(opened.headers.get('www-authenticate')).toMatch(/error="insufficient_scope".*scope="read:imaging"/);
    // JSON-RPC 2.0 §5. Without it, clients with many requests in the air take the error for the end of the connection.
    expect(opened.json['id']).toBe('first');
  });

  it('turns away a page of another site, and who was led here by another name', async () => {
    const token = await bridge.tokenFor('odd');
    const foreign = new RawSession(bridge.urlOf('odd'), token, { origin: 'https://evil.example' });
    expect((await foreign.initialize()).status).toBe(403);
    expect(await statusWithHost(bridge.urlOf('odd'), 'evil.example')).toBe(403);
  });

  it('lets a page of ours ask beforehand', async () => {
    const answer = await new RawSession(bridge.urlOf('odd'), undefined, { origin: bridge.origin }).send('OPTIONS');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(bridge.origin);
  });

  it('records who called which tool, and never with what', async () => {
    const sub = crypto.randomUUID();
    const { session } = await given('odd', { sub });
    await session.call('pids', { patient: 'Ada Byron' });
    await session.send('DELETE');
    const mine = async () => (await bridge.trail()).filter(({ actor }) => actor.subject === sub);
    await until(async () => (await mine()).length === 3);
    const rows = await mine();
    expect(rows.map(({ event }) => event)).toEqual(['bridge.session.opened', 'bridge.called', 'bridge.session.closed']);
    expect(rows[1]?.detail).toMatchObject({ method: 'tools/call', name: 'pids' });
    expect(JSON.stringify(rows)).not.toContain('Ada');
    expect(JSON.stringify(rows)).not.toContain(session.sessionId);
  });
});

describe('a proxied process', () => {
  it('is given the environment that its configuration names, and nothing of the gateway', async () => {
    const { session } = await given('keyed');
    const environment: Record<string, string> = JSON.parse(textOf(await session.call('environment')));
    expect(Object.keys(environment).sort()).toEqual(
      expect.arrayContaining(['CAREGATE_BRIDGE_MARK', 'ODD_KEY', 'PATH', 'PLAIN']),
    );
    expect(
      Object.keys(environment).filter(
        (name) => !['CAREGATE_BRIDGE_MARK', 'ODD_KEY', 'PATH', 'PLAIN', 'PWD', 'OLDPWD', '_', 'SHLVL'].includes(name),
      ),
    ).toEqual([]);
    await session.call('whisper');
    await until(() => bridge.lines.some((line) => line.includes('the key is')));
    expect(bridge.lines.join('')).toContain('the key is [masked]');
    expect(bridge.lines.join('')).not.toContain(environment['ODD_KEY']);
  });

  it('that takes more memory than it may is ended, and its client told', async () => {
    const { session } = await given('small');
    const pids: number[] = JSON.parse(textOf(await session.call('pids')));
    const answer = await session.call('grow');
    expect(codeIn(answer)).toBe('bridge.server.over_limit');
    await until(() => !pids.some(isAlive));
  });

  it('that does not answer is given up, and the client told', async () => {
    const { session } = await given('odd');
    expect(codeIn(await session.call('silence'))).toBe('service.timeout');
    await session.send('DELETE');
  });

  it('is ended when nobody has used it for long', async () => {
    const { session } = await given('odd');
    const pids: number[] = JSON.parse(textOf(await session.call('pids')));
    await until(() => !pids.some(isAlive));
    expect((await session.call('pids')).status).toBe(404);
  });

  it('is ended just so when it goes on talking to nobody', async () => {
    const { session } = await given('odd');
    const pids: number[] = JSON.parse(textOf(await session.call('pids')));
    await session.call('chatter');
    await until(() => !pids.some(isAlive));
    expect((await session.call('pids')).status).toBe(404);
  });

  it('is counted for Prometheus and shown healthy', async () => {
    const health = await fetch(`${bridge.origin}/health`);
    expect(await health.json()).toMatchObject({ status: 'healthy' });
    const metrics = await (await fetch(`${bridge.origin}/metrics`)).text();
    expect(metrics).toContain('caregate_bridge_sessions_ended_total');
  });
});

/** `fetch` sets the Host header itself. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject).end();
  });
}
