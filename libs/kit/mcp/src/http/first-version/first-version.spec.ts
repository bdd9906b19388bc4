import { request as open, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { givenCaller } from '../../fixture/callers.fixture.js';
import { callMessage, modernCall, question } from '../../fixture/calls.fixture.js';
import { givenHost, listen, stopServers } from '../../fixture/host.fixture.js';
import { ask, type HttpQuestion } from '../../fixture/http.fixture.js';
import type { FirstVersionRoute } from './first-version.door.js';

const stop: (() => void)[] = [];

afterEach(async () => {
  for (const each of stop.splice(0)) each();
  await stopServers();
});

const notice = {
  deprecatedSince: new Date('2026-01-01T00:00:00Z'),
  sunset: new Date('2027-06-30T00:00:00Z'),
  guideUrl: 'https://docs.example.org/ehr',
  successorUrl: 'http://127.0.0.1/mcp',
};

async function given(route: FirstVersionRoute = 'message', overrides: Parameters<typeof givenHost>[0] = {}) {
  const { host, ...rest } = givenHost({ firstVersion: notice, ...overrides });
  const { port } = await listen(host);
  const server = createServer((request, response) => void host.handleFirstVersion(route, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop.push(() => server.close().closeAllConnections());
  const { port: routePort } = server.address() as AddressInfo; // -- TCP has no other kind of address
  return { host, ...rest, mcp: `http://127.0.0.1:${port}/mcp`, url: `http://127.0.0.1:${routePort}/` };
}

const json = { 'content-type': 'application/json', accept: 'application/json' };
const asDoctor = { ...json, authorization: 'Bearer doctor' };
const john = { mrn: 'MRN001' };
const post = (body: unknown, headers: object = asDoctor): HttpQuestion => ({
  headers: { ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const parsed = (text: string): Record<string, unknown> => JSON.parse(text);
const all = ['get_patient', 'record_vital_signs', 'search_providers', 'look_at_image', 'status'];

describe('a client of the first HTTP server at /mcp (feature E02)', () => {
  it('shakes hands as Copilot did: 2024-11-05, and the tools inside the result', async () => {
    const { mcp } = await given();
    const hello = { jsonrpc: '2.0', id: 0, method: 'initialize', params: { protocolVersion: '2024-11-05' } };
    const answer = await ask(mcp, post(hello, json));
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
    expect(parsed(answer.text)).toMatchObject({
      jsonrpc: '2.0',
      id: 0,
      result: {
        protocolVersion: '2024-11-05',
        capabilities: { tools: { listChanged: false } },
        serverInfo: { name: 'ehr-mcp', version: '1.0.0' },
        tools: expect.arrayContaining([expect.objectContaining({ name: 'get_patient' })]),
      },
    });
  });

  it('is told ok for its notifications', async () => {
    const { mcp } = await given();
    const answer = await ask(mcp, post({ jsonrpc: '2.0', method: 'notifications/initialized' }, json));
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
  });

  it('lists what its token could open, and calls it', async () => {
    const { mcp, trail } = await given();
    const list = parsed((await ask(mcp, post({ jsonrpc: '2.0', id: 'a', method: 'tools/list' }))).text);
    expect(list).toMatchObject({ id: 'a', result: { tools: expect.any(Array) } });
    const answer = parsed((await ask(mcp, post(callMessage('get_patient', john)))).text);
    expect(answer).toMatchObject({ id: 1, result: { content: [{ type: 'text' }] } });
    expect(JSON.stringify(answer)).toContain('John Doe');
    expect(trail.entries).toEqual([expect.objectContaining({ transport: 'http', outcome: 'success' })]);
  });

  it.each([
    ['no JSON', '{', 400, { id: null, error: { code: -32700 } }],
    [
      'another JSON-RPC',
      { id: 1, method: 'x' },
      400,
      { id: 1, error: { code: -32600, message: "Invalid Request: jsonrpc must be '2.0'" } },
    ],
    [
      'a method that nobody has',
      { jsonrpc: '2.0', id: 1, method: 'x/y' },
      200,
      { id: 1, error: { code: -32601, message: 'Method not found: x/y' } },
    ],
    [
      'no name',
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} },
      200,
      { id: 1, error: { code: -32602, message: "Invalid params: missing 'name'" } },
    ],
    ['a tool that nobody has', callMessage('no_such_tool', {}), 200, { id: 1, error: { code: -32602 } }],
  ])('is told what was wrong with %s in its own words', async (_case, body, status, error) => {
    const { mcp } = await given();
    const answer = await ask(mcp, post(body));
    expect(answer.status).toBe(status);
    expect(parsed(answer.text)).toMatchObject(error);
  });

  it.each([
    ['none', callMessage('get_patient', john), json],
    ['a forged one', callMessage('get_patient', john), { ...json, authorization: 'Bearer forged' }],
    ['a forged one among the arguments', callMessage('get_patient', { ...john, access_token: 'forged' }), json],
  ])('is refused without a good token, and that is on the trail: %s', async (_case, body, headers) => {
    const { mcp, trail } = await given();
    const answer = await ask(mcp, post(body, headers));
    expect(answer.status).toBe(401);
    expect(parsed(answer.text)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32001, message: 'Invalid access token' },
    });
    expect(trail.entries).toEqual([expect.objectContaining({ event: 'patient.read', outcome: 'refused' })]);
  });

  it.each([
    ['a handshake', { jsonrpc: '2.0', id: 1, method: 'initialize' }],
    ['a list', { jsonrpc: '2.0', id: 1, method: 'tools/list' }],
    ['nothing that can be read', '{'],
  ])('is challenged for %s with a token that does not hold', async (_case, body) => {
    const { mcp } = await given();
    const answer = await ask(mcp, post(body, { ...json, authorization: 'Bearer forged' }));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer .*error="invalid_token"/u);
  });

  it('is told that there is a successor, when it will end, and where to read about it (feature E14)', async () => {
    const { mcp } = await given();
    const answer = await ask(mcp, post(callMessage('status')));
    expect(answer.headers).toMatchObject({
      deprecation: '@1767225600',
      sunset: 'Wed, 30 Jun 2027 00:00:00 GMT',
      link: '<https://docs.example.org/ehr>; rel="deprecation"; type="text/html", <http://127.0.0.1/mcp>; rel="successor-version"',
    });
  });

  it('stands beside clients of today, who are told nothing of the kind and are challenged as ever', async () => {
    const { mcp } = await given();
    const today = await ask(mcp, modernCall('get_patient', john));
    expect(today.status).toBe(200);
    expect(today.headers['deprecation']).toBeUndefined();
    const hello = question({ jsonrpc: '2.0', id: 1, method: 'initialize', params: {} }, { authorization: undefined });
    expect((await ask(mcp, hello)).status).toBe(401);
  });

  it('is answered as the SDK does where version 1 is not offered', async () => {
    const { host } = givenHost();
    const { port } = await listen(host);
    const answer = await ask(`http://127.0.0.1:${port}/mcp`, post(callMessage('status')));
    expect(answer.status).toBe(406);
  });
});

describe('the other routes of the first HTTP server (feature E02)', () => {
  it.each(['GET', 'POST'])('%s /tools is a bare array', async (method) => {
    const { url } = await given('tools');
    const answer = await ask(url, { method, headers: json, ...(method === 'POST' && { body: '{}' }) });
    const tools: unknown = JSON.parse(answer.text);
    expect(tools).toEqual(expect.arrayContaining(all.map((name) => expect.objectContaining({ name }))));
    expect(answer.headers['deprecation']).toMatch(/^@\d+$/u);
  });

  it('POST /call answers the content, whoever the token names, and refusals as results', async () => {
    const { url, verifier } = await given('call');
    verifier.accept('narrow', givenCaller({ scopes: [] }));
    const good = await ask(url, post({ tool: 'get_patient', arguments: john }));
    expect(parsed(good.text)).toMatchObject({ jsonrpc: '2.0', result: { content: [{ type: 'text' }] } });
    const narrow = { tool: 'get_patient', arguments: { ...john, access_token: 'narrow' } };
    expect(parsed((await ask(url, post(narrow, json))).text)).toMatchObject({ result: { isError: true } });
    expect(await ask(url, post({ tool: 'get_patient', arguments: john }, json))).toMatchObject({ status: 401 });
    expect(await ask(url, post({ arguments: john }))).toMatchObject({ status: 400 });
    expect(await ask(url, { method: 'GET', headers: asDoctor })).toMatchObject({ status: 405 });
  });

  it('GET / tells what is here, and POST / of nothing; of anything else it is JSON-RPC', async () => {
    const { url } = await given('message');
    const info = parsed((await ask(url, { method: 'GET', headers: json })).text);
    expect(info).toMatchObject({ name: 'ehr-mcp', api: 'v1', successor: 'http://127.0.0.1/mcp' });
    for (const nothing of ['', '{}']) expect(parsed((await ask(url, post(nothing, json))).text)).toEqual(info);
    for (const something of ['{"method":1}', '[]', 'x', ' '])
      expect(await ask(url, post(something, json))).toMatchObject({ status: 400 });
    expect(parsed((await ask(url, post(callMessage('status')))).text)).toMatchObject({ id: 1, result: {} });
  });

  it('POST /authenticate without what it needs is told so', async () => {
    const { url } = await given('authenticate');
    expect(await ask(url, post('no json', json))).toMatchObject({
      status: 400,
      text: expect.stringContaining('detail'),
    });
  });

  it('GET /sse begins with the tools and ends with the token, or with the service', async () => {
    const { host, url, verifier } = await given('stream');
    const streams = await Promise.all([streamOf(url, { authorization: 'Bearer doctor' }), streamOf(url, {})]);
    expect(streams[0]?.first).toMatch(
      /^event: message\ndata: {"jsonrpc":"2.0","method":"tools\/list","result":{"tools":/,
    );
    verifier.revoke('token-1');
    await streams[0]?.ended;
    await host.close();
    await streams[1]?.ended;
  });
});

interface OpenStream {
  readonly first: string;
  readonly ended: Promise<void>;
}

function streamOf(url: string, headers: Readonly<Record<string, string>>): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const request = open(url, { method: 'GET', headers, agent: false }, (response) => {
      const ended = new Promise<void>((end) => response.once('end', () => end()));
      response.once('data', (chunk: Buffer) => resolve({ first: chunk.toString(), ended }));
    });
    request.once('error', reject);
    request.end();
  });
}
