import { until } from '@caregate/testing';
import { StreamableHTTPClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { givenBridge, type GivenBridge } from '../fixtures/bridge.fixture.js';
import { isAlive } from '../fixtures/is-alive.fixture.js';
import { RawSession, resultOf, textOf } from '../fixtures/raw-session.fixture.js';
import { nurseId } from '../fixtures/token-issuer.fixture.js';
import { protocolVersions } from './protocol-versions.js';

let bridge: GivenBridge;
/** For what neither ends nor changes it. */
let odd: RawSession;
beforeAll(async () => {
  bridge = await givenBridge({ SESSIONS_MAX: '20', SESSIONS_PER_CALLER_MAX: '2', MESSAGE_BYTES_MAX: '100000' });
  odd = await given();
});
afterAll(() => bridge.stop());

/** A session with the odd server, of a caller of its own unless told otherwise. */
async function given(server = 'odd', claims: Readonly<Record<string, unknown>> = { sub: crypto.randomUUID() }) {
  const session = new RawSession(bridge.urlOf(server), await bridge.tokenFor(server, claims));
  resultOf(await session.initialize());
  return session;
}

/** What the official server agrees upon with a client of that revision, and that it then answers it. */
async function toolsListedBy(asked: string) {
  const token = await bridge.tokenFor('everything', { sub: crypto.randomUUID() });
  const session = new RawSession(bridge.urlOf('everything'), token);
  const version = resultOf(await session.initialize(asked))['protocolVersion'];
  const listed = await session.post({ jsonrpc: '2.0', id: 7, method: 'tools/list' }, { 'mcp-protocol-version': asked });
  await session.send('DELETE');
  return { version, status: listed.status, knowsEcho: JSON.stringify(resultOf(listed)).includes('"echo"') };
}

async function pidsOf(session: RawSession, which: 'pids' | 'stray' = 'pids'): Promise<number[]> {
  return JSON.parse(textOf(await session.call(which)));
}

const ping = { jsonrpc: '2.0', method: 'ping' };
const json = { 'content-type': 'application/json' };
const silence = JSON.stringify({ jsonrpc: '2.0', id: 'same', method: 'tools/call', params: { name: 'silence' } });

const requestInit = (token: string) => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });

describe('a stdio server behind the gateway', () => {
  it('serves a client of the second SDK, progress notifications included', async () => {
    const url = new URL(bridge.urlOf('everything'));
    const client = new Client({ name: 'spec', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    const transport = new StreamableHTTPClientTransport(url, requestInit(await bridge.tokenFor('everything')));
    await client.connect(transport);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('echo');
    const progress: number[] = [];
    const call = { name: 'trigger-long-running-operation', arguments: { duration: 0.2, steps: 2 } };
    const result = await client.callTool(call, { onprogress: (note) => void progress.push(note.progress) });
    expect(result.content).toEqual([expect.objectContaining({ type: 'text' })]);
    expect(progress).toEqual([1, 2]);
    await transport.terminateSession();
    await client.close();
  });

  it('serves a client of the first SDK', async () => {
    const url = new URL(bridge.urlOf('everything'));
    const client = new FirstClient({ name: 'spec', version: '1' });
    const transport = new FirstTransport(url, requestInit(await bridge.tokenFor('everything')));
    await client.connect(transport as Parameters<FirstClient['connect']>[0]); // -- its types were not made for exact optional properties
    const result = await client.callTool({ name: 'echo', arguments: { message: 'hello' } });
    expect(result.content).toEqual([{ type: 'text', text: 'Echo: hello' }]);
    await transport.terminateSession();
    await client.close();
  });

  it('speaks every revision of the protocol that knows sessions', async () => {
    const spoken = await Promise.all(protocolVersions.map((version) => toolsListedBy(version)));
    expect(spoken).toEqual(protocolVersions.map((version) => ({ version, status: 200, knowsEcho: true })));
  });

  it('refuses a protocol version that nobody knows', async () => {
    const answer = await odd.post({ ...ping, id: 7 }, { 'mcp-protocol-version': '1999-01-01' });
    expect(answer.status).toBe(400);
  });

  it.each([
    ['an empty batch', [], {}, -32_600],
    ['a batch, in a revision without them', [{ ...ping, id: 1 }], { 'mcp-protocol-version': '2025-06-18' }, -32_600],
    [
      'two requests with one id',
      [
        { ...ping, id: 1 },
        { ...ping, id: 1 },
      ],
      {},
      -32_600,
    ],
    ['an id that is no whole number', { ...ping, id: 1.5 }, {}, -32_700],
    ['no object', 'initialize', {}, -32_700],
  ])('refuses %s with the code of JSON-RPC', async (_case, message, headers, code) => {
    const answer = await odd.post(message, headers);
    expect(answer).toMatchObject({ status: 400, json: { id: null, error: { code } } });
  });

  it('refuses what is no JSON, and a stream to who accepts none', async () => {
    expect(await odd.send('POST', json, '{"id":')).toMatchObject({ status: 400, json: { error: { code: -32_700 } } });
    const latin = Buffer.from('{"jsonrpc":"2.0","id":1,"method":"\u00e9"}', 'latin1');
    expect(await odd.send('POST', json, latin)).toMatchObject({ status: 400, json: { error: { code: -32_700 } } });
    expect(await odd.send('GET', { accept: 'application/json' })).toMatchObject({ status: 406 });
  });

  it('answers the first of two requests with one id, and refuses the second at once', async () => {
    const [one, two] = await Promise.all([odd.open('POST', json, silence), odd.open('POST', json, silence)]);
    const later = one.status === 400 ? one : two;
    expect(await later.json()).toMatchObject({ error: { code: -32_600, message: expect.stringContaining('this id') } });
    await odd.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'same' } });
    expect(await (one === later ? two : one).text()).toContain('"id":"same"');
  });

  it('answers plain JSON to who accepts no stream', async () => {
    const token = await bridge.tokenFor('odd', { sub: crypto.randomUUID() });
    const session = new RawSession(bridge.urlOf('odd'), token, { accept: 'application/json' });
    await session.initialize();
    const answer = await session.call('progress', {}, { progressToken: 'p' });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(answer.text)).toMatchObject({ id: 1, result: { content: [{ text: 'done' }] } });
    await session.send('DELETE');
  });

  it('tells what it has to say without being asked on the listening stream, and again to who lost that stream', async () => {
    const session = await given();
    const listening = await session.open('GET', { accept: 'text/event-stream' });
    const events = eventsOf(listening);
    await session.call('progress', {}, { progressToken: 'unasked' });
    await session.post({ jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'progress' } });
    const first = await events.next();
    expect(first.value).toContain('notifications/progress');
    await events.return(undefined);
    const [, lastId] = /id: (\d+)/.exec(String(first.value)) ?? [];
    const again = eventsOf(await session.open('GET', { accept: 'text/event-stream', 'last-event-id': String(lastId) }));
    expect((await again.next()).value).toContain('"progress":2');
    await again.return(undefined);
    await session.send('DELETE');
  });

  it('gives a stream to who comes back for it, though the connection that had it looks open still', async () => {
    const session = await given();
    const first = eventsOf(await session.open('GET', { accept: 'text/event-stream' }));
    await session.post({ jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'progress' } });
    const [, lastId = ''] = /id: (\d+)/.exec(String((await first.next()).value)) ?? [];
    const again = await session.open('GET', { accept: 'text/event-stream', 'last-event-id': lastId });
    expect(again.status).toBe(200);
    await again.body?.cancel();
    expect((await session.send('GET', { 'last-event-id': '999' })).json).toMatchObject({
      error: { code: -32600, message: expect.stringContaining('Last-Event-ID') },
      id: null,
    });
    await session.send('DELETE');
  });

  it('closes the connection of who asks for that', async () => {
    const session = await given();
    const call = JSON.stringify({ jsonrpc: '2.0', id: 9, method: 'tools/call', params: { name: 'progress' } });
    const answer = await session.open('POST', { ...json, connection: 'close' }, call);
    expect(answer.headers.get('connection')).toBe('close');
    await answer.text();
    await session.send('DELETE');
  });
});

describe('a session', () => {
  it('of another caller does not exist, whatever its id, and the attempt is on the trail', async () => {
    const mine = await given();
    const stranger = new RawSession(mine.url, await bridge.tokenFor('odd', { sub: nurseId }));
    stranger.sessionId = mine.sessionId;
    expect(await stranger.call('pids')).toMatchObject({
      status: 404,
      json: { id: null, error: { data: { code: 'bridge.session.unknown' } } },
    });
    expect((await stranger.send('DELETE')).status).toBe(404);
    expect(await mine.call('pids')).toMatchObject({ status: 200 });
    const refused = (await bridge.trail()).filter(({ decision }) => decision === 'bridge.session.unknown');
    expect(refused[0]).toMatchObject({ event: 'bridge.called', outcome: 'refused', actor: { subject: nurseId } });
    await mine.send('DELETE');
  });

  it('does not exist at another server', async () => {
    const mine = await given();
    const sub = crypto.randomUUID();
    const elsewhere = new RawSession(bridge.urlOf('everything'), await bridge.tokenFor('everything', { sub }));
    elsewhere.sessionId = mine.sessionId;
    expect((await elsewhere.call('echo')).status).toBe(404);
    await mine.send('DELETE');
  });

  it('has a process of its own, which ends with it together with all that it started', async () => {
    const sub = crypto.randomUUID();
    const [one, two] = [await given('odd', { sub }), await given('odd', { sub })];
    const pids = [...(await pidsOf(one)), ...(await pidsOf(one, 'stray'))];
    const others = await pidsOf(two);
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    expect(new Set([...pids, ...others]).size).toBe(5);
    expect((await one.send('DELETE')).status).toBe(200);
    await until(() => !pids.some(isAlive));
    expect(others.every(isAlive)).toBe(true);
    expect((await one.call('pids')).status).toBe(404);
    await two.send('DELETE');
  });

  it('is one of no more than a caller may have', async () => {
    const sub = crypto.randomUUID();
    const sessions = [await given('odd', { sub }), await given('odd', { sub })];
    const third = new RawSession(bridge.urlOf('odd'), await bridge.tokenFor('odd', { sub }));
    expect(await third.initialize()).toMatchObject({
      status: 429,
      json: { error: { data: { code: 'bridge.sessions.too_many' } } },
    });
    await Promise.all(sessions.map((session) => session.send('DELETE')));
    await third.send('DELETE');
  });

  it('that takes the place of one whose processes will not end waits until they are made to', async () => {
    const sub = crypto.randomUUID();
    const ending = [await given('stubborn', { sub }), await given('stubborn', { sub })];
    const pids = await Promise.all(ending.map((session) => pidsOf(session)));
    await Promise.all(ending.map((session) => session.send('DELETE')));
    const next = await given('odd', { sub });
    expect(pids.some((ofOne) => !ofOne.some(isAlive))).toBe(true);
    await next.send('DELETE');
  });

  it.each([
    ['crashes', 'crash', 'bridge.server.ended'],
    ['writes a message without end', 'flood', 'bridge.server.over_limit'],
    ['closes its output and lives on', 'hangUp', 'bridge.server.ended'],
  ])('whose server %s is told so by an error, and then is no more', async (_case, habit, code) => {
    const session = await given();
    const pids = await pidsOf(session);
    const answer = await session.call(habit);
    expect(answer).toMatchObject({ status: 200, json: { id: 2, error: { code: 503, data: { code } } } });
    await until(() => !pids.some(isAlive));
    expect((await session.call('pids')).status).toBe(404);
  });

  it('whose server ends with a last line that has no end delivers that too', async () => {
    const session = await given();
    const pids = await pidsOf(session);
    expect(textOf(await session.call('farewell'))).toBe('goodbye');
    await until(() => !pids.some(isAlive));
  });

  it('whose server holds ids for texts answers under those of the client', async () => {
    const session = await given();
    expect(textOf(await session.call('spelled'))).toBe('spelled');
    await session.send('DELETE');
  });

  it('whose server answers what nests too deep to be written tells so at once', async () => {
    const session = await given();
    expect((await session.call('nest')).json).toMatchObject({ id: 1, error: { data: { code: 'service.internal' } } });
    await session.send('DELETE');
  });

  it('refuses what nests too deep to be written, and is asked for nothing by it', async () => {
    const session = await given();
    const nested = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pids","arguments":{"a":${nested}}}}`;
    expect(await session.send('POST', json, call)).toMatchObject({
      status: 400,
      json: { id: null, error: { code: -32_600, message: 'The JSON is nested too deep.' } },
    });
    expect((await session.call('pids')).json).toMatchObject({ id: 1, result: { content: [{}] } });
    await session.send('DELETE');
  });

  it('with a program that cannot be started is refused at once', async () => {
    const session = new RawSession(bridge.urlOf('missing'), await bridge.tokenFor('missing'));
    const answer = await session.initialize();
    expect(answer).toMatchObject({ json: { error: { data: { code: 'bridge.server.ended' } } } });
  });

  it('cancels what is cancelled, and ends the request for it', async () => {
    const session = await given();
    let isAnswered = false;
    const silent = session.call('silence').finally(() => (isAnswered = true));
    const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
    // The two travel apart, so the cancellation may come before what it cancels.
    await until(async () => (await session.post(cancelled)).status !== 202 || isAnswered);
    expect((await silent).json).toMatchObject({ id: 1, error: { code: 499 } });
    await session.send('DELETE');
  });
});

async function* eventsOf(response: Response): AsyncGenerator<string, void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      text += read.value;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      yield* events.filter((event) => event.includes('data: {'));
    }
  } finally {
    await reader?.cancel();
  }
}
