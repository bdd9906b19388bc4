import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { until } from '@caregate/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { givenCaller } from '../../fixture/callers.fixture.js';
import { clinicTools } from '../../fixture/clinic.fixture.js';
import { givenServer, stopServers } from '../../fixture/host.fixture.js';
import { bookVisit } from '../../fixture/visit.fixture.js';

const headers = { authorization: 'Bearer doctor' };
const booking = { name: 'book_visit', arguments: { mrn: 'MRN001' } };
const agreed = { action: 'accept' as const, content: { confirm: true } };
const clients: Client[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

const givenAsking = (limits = {}) => givenServer({ tools: [...clinicTools, bookVisit], limits });

/** A client of SDK 1 whose person answers as said, at a connection that can be cut. */
function givenClient(url: string, answer: () => Promise<typeof agreed>, sessionId?: string) {
  const client = new Client({ name: 'spec', version: '1' }, { capabilities: { elicitation: {} } });
  clients.push(client);
  client.setRequestHandler(ElicitRequestSchema, answer);
  const cut = new AbortController();
  const cuttable: typeof fetch = (to, init) => {
    const isCall = typeof init?.body === 'string' && init.body.includes('tools/call');
    const signals = [init?.signal, isCall ? cut.signal : undefined].filter((signal) => signal instanceof AbortSignal);
    return fetch(to, { ...init, signal: AbortSignal.any(signals) });
  };
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: cuttable,
    requestInit: { headers },
    ...(sessionId !== undefined && { sessionId }),
  });
  return { client, transport, cut };
}

/** Resolves with the head of the answer. */
async function resuming(url: string, id: string | undefined, last: string, authorization = headers.authorization) {
  const asked = request(url, {
    headers: { authorization, accept: 'text/event-stream', 'mcp-session-id': id, 'last-event-id': last },
    agent: false,
  });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage]; // -- of `http.request`
  return response;
}

describe('a stream of a session that was lost', () => {
  it('goes on where it ended, once its client is back', async () => {
    const server = await givenAsking();
    let [asked, answer] = [0, (_said: typeof agreed) => undefined as void];
    const { client, transport, cut } = givenClient(server.url, () => {
      asked += 1;
      return new Promise((resolve) => (answer = resolve));
    });
    await client.connect(transport);
    const result = client.callTool(booking);
    await until(() => asked === 1);
    cut.abort();
    answer(agreed);
    await expect(result).resolves.toMatchObject({ structuredContent: { status: 'success' } });
    expect([asked, server.clinic.written]).toEqual([1, ['MRN001']]);
  });

  it('is told from the beginning to a client that has only its token, and is the same call', async () => {
    const server = await givenAsking();
    const tokens: string[] = [];
    const first = givenClient(server.url, () => new Promise(() => undefined));
    await first.client.connect(first.transport);
    const asking = { onresumptiontoken: (token: string) => void tokens.push(token) };
    const lost = first.client.request({ method: 'tools/call', params: booking }, CallToolResultSchema, asking);
    lost.catch(() => undefined);
    await until(() => tokens.length === 2);
    const { sessionId } = first.transport;
    await first.client.close();

    const second = givenClient(server.url, async () => agreed, sessionId);
    await second.client.connect(second.transport);
    second.transport.setProtocolVersion('2025-11-25');
    const again = { resumptionToken: tokens[0] ?? '' };
    await expect(
      second.client.request({ method: 'tools/call', params: booking }, CallToolResultSchema, again),
    ).resolves.toMatchObject({ structuredContent: { status: 'success' } });
    expect(server.clinic.written).toEqual(['MRN001']);
  });

  it('is nothing to others, and not continued from where nothing is kept', async () => {
    const server = await givenAsking();
    server.verifier.accept('other', givenCaller({ subject: 'dr-wilson' }));
    const tokens: string[] = [];
    const { client, transport } = givenClient(server.url, () => new Promise(() => undefined));
    await client.connect(transport);
    const asking = { onresumptiontoken: (token: string) => void tokens.push(token) };
    client.request({ method: 'tools/call', params: booking }, CallToolResultSchema, asking).catch(() => undefined);
    await until(() => tokens.length === 2);
    const [token = ''] = tokens;
    const other = givenClient(server.url, async () => agreed);
    await other.client.connect(other.transport);
    const statuses = [
      await resuming(server.url, transport.sessionId, token, 'Bearer other'),
      await resuming(server.url, other.transport.sessionId, token),
      await resuming(server.url, transport.sessionId, `${token}0`),
      await resuming(server.url, transport.sessionId, 'nonsense'),
    ].map((response) => response.destroy().statusCode);
    expect(statuses).toEqual([404, 400, 400, 400]);
  });

  it('is not continued when the session was idle for longest and others needed the room', async () => {
    const server = await givenAsking({ eventBytesMax: 2_000 });
    const asking = async () => {
      const tokens: string[] = [];
      const { client, transport } = givenClient(server.url, () => new Promise(() => undefined));
      await client.connect(transport);
      const heed = { onresumptiontoken: (token: string) => void tokens.push(token) };
      client.request({ method: 'tools/call', params: booking }, CallToolResultSchema, heed).catch(() => undefined);
      await until(() => tokens.length === 2);
      const { sessionId } = transport;
      // Or it would come back by itself for the stream that is taken from it, and not be idle.
      await client.close();
      return async () => (await resuming(server.url, sessionId, tokens[0] ?? '')).destroy().statusCode;
    };
    const idle = await asking();
    expect(await idle()).toBe(200);
    const busy = await asking();
    const last = await asking();
    expect([await idle(), await busy(), await last()]).toEqual([400, 200, 200]);
  });

  it('belongs to who asked for it last: a server may not know yet that the one before is gone', async () => {
    const server = await givenAsking();
    const tokens: string[] = [];
    const { client, transport } = givenClient(server.url, () => new Promise(() => undefined));
    await client.connect(transport);
    const asking = { onresumptiontoken: (token: string) => void tokens.push(token) };
    client.request({ method: 'tools/call', params: booking }, CallToolResultSchema, asking).catch(() => undefined);
    await until(() => tokens.length === 2);
    const one = await resuming(server.url, transport.sessionId, tokens[0] ?? '');
    one.resume();
    const two = await resuming(server.url, transport.sessionId, tokens[0] ?? '');
    expect([one.statusCode, two.statusCode]).toEqual([200, 200]);
    let heard = '';
    two.on('data', (chunk: Buffer) => (heard += String(chunk)));
    await until(() => heard.includes('elicitation/create'));
    two.destroy();
  });

  it('is over when nobody comes back in time, and nothing was changed', async () => {
    const server = await givenAsking({ resumeMilliseconds: 50 });
    let asked = 0;
    const { client, transport } = givenClient(server.url, () => {
      asked += 1;
      return new Promise(() => undefined);
    });
    await client.connect(transport);
    const lost = client.callTool(booking).catch(() => undefined);
    await until(() => asked === 1);
    await client.close();
    await lost;
    await until(() => server.trail.entries.at(-1)?.outcome === 'failure');
    expect(server.clinic.written).toEqual([]);
  });
});
