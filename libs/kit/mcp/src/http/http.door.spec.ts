import { connect } from 'node:net';
import { givenCaller } from '../fixture/callers.fixture.js';
import { callMessage, legacyCall, modernCall, modernMeta, question } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';

afterEach(stopServers);

const john = { mrn: 'MRN001' };
const anonymous = { headers: { authorization: undefined } };
const metadata = 'resource_metadata="http://127.0.0.1/.well-known/oauth-protected-resource/mcp"';

describe('a request without a good token', () => {
  it.each([
    ['a call', modernCall('get_patient', john, anonymous), 1],
    [
      'a handshake',
      question({ jsonrpc: '2.0', id: 1, method: 'initialize', params: {} }, { authorization: undefined }),
      1,
    ],
    ['a batch', question([callMessage('status')], { authorization: undefined }), null],
    ['no JSON at all', question('{', { authorization: undefined }), null],
    ['a stream', { method: 'GET', headers: { accept: 'text/event-stream' } }, null],
  ])('is told by a 401 where to find the authorization server: %s', async (_case, asked, id) => {
    const { url } = await givenServer();
    const answer = await ask(url, asked);
    expect(answer.status).toBe(401);
    // RFC 6750 §3.1: no error code for who presented no token.
    expect(answer.headers['www-authenticate']).toBe(`Bearer scope="read:patients write:vitals", ${metadata}`);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 401, data: { code: 'token.absent' } }, id });
  });

  it('is told why its token does not do', async () => {
    const { url, verifier } = await givenServer();
    verifier.refuse('old', 'token.expired');
    const answer = await ask(url, modernCall('get_patient', john, { headers: { authorization: 'Bearer old' } }));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer error="invalid_token", error_description="The access token has expired.", scope="read:patients write:vitals", ${metadata}`,
    );
  });

  it('is on the trail when it asked for a tool', async () => {
    const { url, trail, metrics } = await givenServer();
    await ask(url, modernCall('get_patient', john, anonymous));
    await ask(url, modernCall('no_such_tool', {}, anonymous));
    expect(trail.entries).toEqual([
      expect.objectContaining({
        event: 'patient.read',
        outcome: 'refused',
        decision: 'token.absent',
        actor: { kind: 'anonymous', subject: '', address: '127.0.0.1' },
      }),
      expect.objectContaining({ event: 'tool.refused', outcome: 'refused', decision: 'token.absent' }),
    ]);
    expect(metrics.calls.map(({ tool }) => tool)).toEqual(['get_patient', 'unknown']);
  });

  it('is refused as unavailable when that cannot be put on the trail', async () => {
    const { url, trail } = await givenServer();
    trail.broken = true;
    const answer = await ask(url, modernCall('get_patient', john, anonymous));
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(JSON.parse(answer.text)).toMatchObject({ error: { data: { code: 'audit.write.failed' } } });
  });

  it('is served when the tool is public', async () => {
    const { url } = await givenServer();
    await expect(ask(url, modernCall('status', {}, anonymous))).resolves.toMatchObject({ status: 200 });
    await expect(
      ask(url, legacyCall('status', {}, { headers: { authorization: 'Bearer forged' } })),
    ).resolves.toMatchObject({
      status: 200,
    });
  });

  it('is served when the call brings its token among the arguments', async () => {
    const { url } = await givenServer();
    const good = await ask(url, modernCall('get_patient', { ...john, access_token: 'doctor' }, anonymous));
    expect(good.text).toContain('John Doe');
    const bad = await ask(url, modernCall('get_patient', { ...john, access_token: 'forged' }, anonymous));
    expect(bad).toMatchObject({ status: 200, text: expect.stringContaining('token.malformed') });
  });

  it('is asked to come back when tokens cannot be verified', async () => {
    const { url, verifier } = await givenServer();
    verifier.refuse('doctor', 'token.keys.unavailable');
    await expect(ask(url, modernCall('get_patient', john))).resolves.toMatchObject({ status: 503 });
  });
});

describe('a token without the scope', () => {
  it.each([
    ['2026-07-28', modernCall('get_patient', john)],
    ['2025-11-25', legacyCall('get_patient', john)],
    [
      '2025-11-25 on the way through the SDK',
      question({ ...callMessage('get_patient', john), params: { name: 'get_patient', arguments: john, task: {} } }, {}),
    ],
  ])('is challenged for it in %s, so that the client can step up', async (_era, asked) => {
    const { url, verifier } = await givenServer();
    verifier.accept('doctor', givenCaller({ scopes: ['read:labs'] }));
    const answer = await ask(url, asked);
    expect(answer.status).toBe(403);
    // JSON-RPC 2.0 §5. Without it, clients with many requests in the air take the error for the end of the connection.
    expect(JSON.parse(answer.text)).toMatchObject({ id: 1, error: { data: { code: 'access.scope.insufficient' } } });
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer error="insufficient_scope", error_description="The token does not carry the scope that this operation needs.", scope="read:patients", ${metadata}`,
    );
  });

  it('is not challenged for one call of a batch, of which others may have been carried out', async () => {
    const { url, verifier } = await givenServer();
    verifier.accept('doctor', givenCaller({ scopes: ['read:labs'] }));
    const answer = await ask(url, question([callMessage('get_patient', john)], {}));
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('access.scope.insufficient') });
  });

  it('among the arguments is refused in the result, for no header was at fault', async () => {
    const { url, verifier } = await givenServer();
    verifier.accept('narrow', givenCaller({ scopes: [] }));
    const answer = await ask(url, modernCall('get_patient', { ...john, access_token: 'narrow' }, anonymous));
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('access.scope.insufficient') });
  });
});

describe('a browser', () => {
  const evil = 'https://evil.example.org';
  const ours = 'https://console.example.org';

  it('on a page of another origin is turned away before anything is looked at', async () => {
    const { url, verifier } = await givenServer();
    const answer = await ask(url, modernCall('get_patient', john, { headers: { origin: evil } }));
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(verifier.verified).toEqual([]);
  });

  it.each(['null', 'https://console.example.org.evil.example.org', 'http://console.example.org'])(
    'with the origin %s is turned away',
    async (origin) => {
      const { url } = await givenServer();
      await expect(ask(url, modernCall('status', {}, { headers: { origin } }))).resolves.toMatchObject({ status: 403 });
    },
  );

  it.each(['localhost', '127.0.0.1', '[::1]'])(
    'on a page of this port under the name of %s is let in',
    async (name) => {
      const { url } = await givenServer({ allowedHosts: [name] });
      const statusOf = async (host: string, origin: string) =>
        (await ask(url, modernCall('status', {}, { headers: { host, origin } }))).status;
      expect(await statusOf(`${name}:8080`, `http://${name}:8080`)).toBe(200);
      expect(await statusOf(`${name}:8080`, `http://${name}:3000`)).toBe(403);
    },
  );

  it('that was led here by another name is turned away (DNS rebinding)', async () => {
    const { url } = await givenServer();
    const answer = await ask(url, modernCall('status', {}, { headers: { host: 'evil.example.org' } }));
    expect(answer.status).toBe(403);
  });

  it('on a page of ours may read the answer and the challenge', async () => {
    const { url } = await givenServer();
    const answer = await ask(
      url,
      modernCall('get_patient', john, { headers: { origin: ours, authorization: undefined } }),
    );
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ours,
      'access-control-expose-headers': expect.stringContaining('WWW-Authenticate'),
      vary: 'Origin',
    });
  });

  it('may ask beforehand, without a token', async () => {
    const { url } = await givenServer();
    const answer = await ask(url, { method: 'OPTIONS', headers: { origin: ours } });
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toContain('Authorization');
  });
});

describe('a message that its version does not know', () => {
  const versioned = (version: string | undefined) => ({ 'mcp-protocol-version': version });

  it.each(['2025-06-18', '2025-11-25'])('is a batch in %s', async (version) => {
    const { url, clinic } = await givenServer();
    const answer = await ask(url, question([callMessage('get_patient', john)], versioned(version)));
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([400, { error: { code: -32600 }, id: null }]);
    expect(clinic.contexts).toEqual([]);
  });

  it('is a batch of more than is answered at once', async () => {
    const { url, clinic } = await givenServer();
    const answer = await ask(url, question(Array(101).fill(callMessage('get_patient', john)), {}));
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([400, { error: { code: -32600 } }]);
    expect(clinic.contexts).toEqual([]);
  });

  it.each([undefined, '2025-03-26'])('is no batch where the version is %s', async (version) => {
    const { url } = await givenServer();
    const answer = await ask(url, question([callMessage('get_patient', john)], versioned(version)));
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('John Doe') });
  });

  it.each(['TRACE', 'PUT'])('is refused by the method %s as not allowed', async (method) => {
    const { url } = await givenServer();
    const answer = await ask(url, { method, headers: { authorization: 'Bearer doctor' } });
    expect(answer).toMatchObject({ status: 405, headers: { allow: expect.stringContaining('POST') } });
  });

  it.each(['*/*', 'application/*, text/*;q=0.5', 'Application/JSON, Text/Event-Stream'])(
    'is none for being accepted as %s',
    async (accept) => {
      const { url } = await givenServer();
      const asked = legacyCall('get_patient', john, { headers: { accept } });
      await expect(ask(url, asked)).resolves.toMatchObject({ status: 200, text: expect.stringContaining('John Doe') });
    },
  );

  it.each(['application/json', 'application/json, */*;q=0', 'text/html'])(
    'is one whose answer is accepted as %s only',
    async (accept) => {
      const { url } = await givenServer();
      const asked = legacyCall('get_patient', john, { headers: { accept } });
      expect(await ask(url, asked)).toMatchObject({ status: 406 });
    },
  );
});

describe('a body', () => {
  const nested = JSON.stringify(callMessage('get_patient', { mrn: 'x' })).replace(
    '"x"',
    '['.repeat(20_000) + ']'.repeat(20_000),
  );

  it('that is nested deeper than anything meant is refused, and by nobody without a token', async () => {
    const { url } = await givenServer();
    const answer = await ask(url, question(nested, {}));
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([400, { error: { code: -32600 } }]);
    expect((await ask(url, question(nested, { authorization: undefined }))).status).toBe(401);
    const lists = '['.repeat(100_000) + ']'.repeat(100_000);
    expect((await ask(url, question(lists, {}))).status).toBe(400);
  });

  it('that is no UTF-8 is no JSON, and a byte order mark before it is overlooked', async () => {
    const { url } = await givenServer();
    const { headers, body = '' } = legacyCall('get_patient', { mrn: 'MRN001' });
    const broken = Buffer.from(String(body).replace('MRN001', 'MRN\u00ff'), 'latin1');
    const answer = await ask(url, { ...(headers && { headers }), body: broken });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([400, { error: { code: -32700 } }]);
    const marked = await ask(url, { ...(headers && { headers }), body: `\uFEFF${String(body)}` });
    expect(marked.text).toContain('John Doe');
  });

  const large = { ...john, note: 'x'.repeat(2_000) };

  it('larger than announced to be possible is not kept', async () => {
    const { url } = await givenServer({ limits: { bodyBytesMax: 1_000 } });
    await expect(ask(url, modernCall('get_patient', large))).resolves.toMatchObject({ status: 413 });
  });

  it.each([
    ['who says how large it is', 'Content-Length: 20000000', (body: string) => body],
    ['who does not', 'Transfer-Encoding: chunked', (body: string) => `1312d00\r\n${body}\r\n0\r\n\r\n`],
  ])('that is too large for it loses nobody the answer, nor the connection, %s', async (_who, length, framed) => {
    const { port } = await givenServer();
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    const head = ['Host: 127.0.0.1', 'Authorization: Bearer doctor', 'Content-Type: application/json'];
    socket.write(['POST /mcp HTTP/1.1', ...head, length, '', ''].join('\r\n'));
    socket.write(framed('x'.repeat(20_000_000)));
    socket.write(['GET /mcp HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close', '', ''].join('\r\n'));
    const heard: string = (await socket.toArray()).join('');
    expect(heard.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 401']);
  });

  it('that is packed is refused as that', async () => {
    const { url } = await givenServer();
    const packed = { 'content-encoding': 'gzip' };
    const answer = await ask(url, modernCall('status', {}, { headers: packed }));
    expect([answer.status, answer.text]).toEqual([415, expect.stringContaining('without Content-Encoding')]);
  });

  it('that does not say how large it is, is read no further than the limit', async () => {
    const { url } = await givenServer({ limits: { bodyBytesMax: 1_000 } });
    const asked = modernCall('get_patient', large, { headers: { 'transfer-encoding': 'chunked' } });
    await expect(ask(url, asked)).resolves.toMatchObject({ status: 413 });
  });

  it.each([
    ['nobody', undefined],
    ['whoever shows a bad token', 'Bearer forged'],
  ])('of %s is read no further than arguments with a token among them go', async (_who, authorization) => {
    const { url } = await givenServer();
    const lengthy = (characters: number) => ({ ...john, note: 'x'.repeat(characters) });
    const asked = (characters: number, headers = {}) =>
      ask(url, modernCall('get_patient', lengthy(characters), { headers: { authorization, ...headers } }));
    expect(await asked(100_000)).toMatchObject({ status: 401 });
    expect(await asked(100_000, { 'transfer-encoding': 'chunked' })).toMatchObject({ status: 401 });
    expect((await asked(100_000, { authorization: 'Bearer doctor' })).status).not.toBe(401);
  });

  it('may come from a framework that has parsed it', async () => {
    const { host, url } = await givenServer();
    const handle = host.handleHttp.bind(host);
    host.handleHttp = (request, response) => handle(request, response, callMessage('get_patient', john, modernMeta));
    const answer = await ask(url, { ...modernCall('get_patient', john), body: '' });
    expect(answer.text).toContain('John Doe');
  });
});

describe('a stream of 2025', () => {
  it.each([
    ['closes the connection where the client asks for that', 'close'],
    ['keeps it otherwise', 'keep-alive'],
  ])('%s', async (_case, connection) => {
    const { url } = await givenServer();
    const { headers } = await ask(url, question({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, { connection }));
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream', connection });
  });
});

describe('a request id', () => {
  it('is that of the context which the app has opened', async () => {
    const current = () => ({ requestId: 'from-the-app', address: '203.0.113.7' });
    const { url, trail } = await givenServer({ requestContext: { current, run: (_facts, work) => work() } });
    await ask(url, modernCall('get_patient', john));
    expect(trail.entries[0]).toMatchObject({ requestId: 'from-the-app', actor: { address: '203.0.113.7' } });
  });
});

describe('a fault of the door itself', () => {
  it('is answered with an id, and logged under it without its words', async () => {
    const { url, verifier, logger } = await givenServer();
    Object.assign(verifier, { verify: () => Promise.reject(new Error('John Doe has the number 000-00-0001.')) });
    const answer = await ask(url, question({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, {}));
    expect(answer).toMatchObject({ status: 500, text: expect.stringContaining('Quote the error id') });
    expect(logger.lines.join()).toContain(JSON.parse(answer.text).error.data.request_id);
    expect(logger.lines.join() + answer.text).not.toMatch(/John|000-00/);
  });
});
