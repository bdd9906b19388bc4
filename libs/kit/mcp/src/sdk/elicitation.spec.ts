import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport as Lines } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { until } from '@caregate/testing';
import { givenCaller } from '../fixture/callers.fixture.js';
import { clinicTools } from '../fixture/clinic.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';
import { bookVisit } from '../fixture/visit.fixture.js';
import { WsClientTransport } from '../fixture/ws-client.transport.fixture.js';

const headers = { authorization: 'Bearer doctor' };
const me = { name: 'spec', version: '1.0.0' };
const elicitation = { capabilities: { elicitation: {} } };
const booking = { name: 'book_visit', arguments: { mrn: 'MRN001' } };

type Server = Awaited<ReturnType<typeof givenAsking>>;
type Says = () => { action: 'accept' | 'decline' | 'cancel'; content?: { confirm: boolean } };
/** What is common to the clients of both versions. */
interface Caller {
  callTool(call: typeof booking): Promise<unknown>;
  close(): Promise<void>;
}

const clients: Caller[] = [];
const questions: string[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
  questions.length = 0;
});

const givenAsking = (limits = {}) => givenServer({ tools: [...clinicTools, bookVisit], limits });

function version2(options: ClientOptions, says: Says | undefined): Client {
  const client = new Client(me, { ...options, ...(says && elicitation) });
  clients.push(client);
  if (says !== undefined)
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return says();
    });
  return client;
}

function version1(says: Says | undefined): ClientV1 {
  const client = new ClientV1(me, says && elicitation);
  clients.push(client);
  if (says !== undefined)
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      questions.push(params.message);
      return says();
    });
  return client;
}

const modern = { versionNegotiation: { mode: { pin: '2026-07-28' } } } as const;
const overHttp = ({ url }: Server) => new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });

const peers: Readonly<Record<string, (server: Server, says?: Says) => Promise<Caller>>> = {
  'SDK 2, 2026-07-28 over HTTP': async (server, says) => {
    const client = version2(modern, says);
    await client.connect(overHttp(server));
    return client;
  },
  'SDK 2, 2026-07-28 over WebSocket': async ({ wsUrl }, says) => {
    const client = version2(modern, says);
    await client.connect(new WsClientTransport(wsUrl, headers));
    return client;
  },
  'SDK 2, 2025-11-25 over HTTP': async (server, says) => {
    const client = version2({}, says);
    await client.connect(overHttp(server));
    return client;
  },
  'SDK 2, 2025-11-25 over WebSocket': async ({ wsUrl }, says) => {
    const client = version2({}, says);
    await client.connect(new WsClientTransport(wsUrl, headers));
    return client;
  },
  'SDK 1 over HTTP': async ({ url }, says) => {
    const client = version1(says);
    await client.connect(new HttpV1(new URL(url), { requestInit: { headers } }));
    return client;
  },
  'SDK 1 over stdio': async ({ host }, says) => {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    void host.serveStdio({ accessToken: 'doctor', stdin: toServer, stdout: toClient });
    const client = version1(says);
    // The server's side of that transport reads and writes lines as the client's side does.
    await client.connect(new Lines(toClient, toServer));
    return client;
  },
};

describe.each(Object.entries(peers))('a client of %s that can ask its person (feature X05)', (_peer, connect) => {
  it('has a change made once the person agrees, once', async () => {
    const server = await givenAsking();
    const client = await connect(server, () => ({ action: 'accept', content: { confirm: true } }));
    await expect(client.callTool(booking)).resolves.toMatchObject({ structuredContent: { status: 'success' } });
    expect(questions).toEqual(['To be done: visit of MRN001.']);
    expect(server.clinic.written).toEqual(['MRN001']);
  });

  it.each([
    ['declines', { action: 'decline' }],
    ['turns away', { action: 'cancel' }],
    ['sends the form without agreeing', { action: 'accept', content: { confirm: false } }],
  ] as const)('has nothing changed when the person %s, and that is on the trail', async (_case, said) => {
    const server = await givenAsking();
    const client = await connect(server, () => said);
    await expect(client.callTool(booking)).resolves.toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('mcp.confirmation.declined') }],
    });
    expect(server.clinic.written).toEqual([]);
    expect(server.trail.entries.at(-1)).toMatchObject({
      event: 'appointment.booked',
      outcome: 'refused',
      decision: 'mcp.confirmation.declined',
      patientId: expect.any(String),
    });
  });

  it('reads of the second call where it cannot ask', async () => {
    const server = await givenAsking();
    const client = await connect(server);
    await expect(client.callTool(booking)).resolves.toMatchObject({
      structuredContent: { status: 'confirmation_required', confirm_token: expect.any(String) },
    });
    expect(server.clinic.written).toEqual([]);
  });
});

describe('a question to a person', () => {
  const never = () => new Promise<never>(() => undefined);
  const waiting = ['SDK 2, 2025-11-25 over WebSocket', 'SDK 2, 2025-11-25 over HTTP', 'SDK 1 over HTTP'] as const;

  it.each(waiting)('that is lost with the connection of %s changes nothing', async (peer) => {
    const server = await givenAsking({ resumeMilliseconds: 50 });
    const client = await peers[peer]?.(server, never as never);
    const call = client?.callTool(booking).catch(() => undefined);
    await until(() => questions.length === 1);
    await client?.close();
    await call;
    await until(() => server.trail.entries.at(-1)?.outcome !== 'success');
    expect(server.trail.entries.at(-1)).toMatchObject({ event: 'appointment.booked', outcome: 'failure' });
    expect(server.clinic.written).toEqual([]);
  });

  it.each(waiting)('is over for %s when the host stops, and the trail has it by then', async (peer) => {
    const server = await givenAsking();
    const client = await peers[peer]?.(server, never as never);
    const call = client?.callTool(booking).catch(() => undefined);
    await until(() => questions.length === 1);
    await server.host.close();
    expect(server.trail.entries.at(-1)).toMatchObject({ event: 'appointment.booked', outcome: 'failure' });
    expect(server.clinic.written).toEqual([]);
    await client?.close();
    await call;
  });

  it('is over when nobody answers in time', async () => {
    const server = await givenAsking({ answerMilliseconds: 50 });
    const client = await peers['SDK 2, 2025-11-25 over WebSocket']?.(server, never as never);
    await expect(client?.callTool(booking)).resolves.toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('mcp.confirmation.unanswered') }],
    });
    expect(server.clinic.written).toEqual([]);
  });

  it('does nothing for a token that ran out while the person thought, though another brings the answer', async () => {
    const server = await givenAsking();
    server.verifier.accept('fresh', givenCaller());
    let token = 'doctor';
    const fetching: typeof fetch = (url, init) =>
      fetch(url, { ...init, headers: [...new Headers(init?.headers), ['authorization', `Bearer ${token}`]] });
    const client = version2({}, () => {
      server.verifier.refuse('doctor', 'token.expired');
      token = 'fresh';
      return { action: 'accept', content: { confirm: true } };
    });
    await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { fetch: fetching }));
    await expect(client.callTool(booking)).resolves.toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('token.expired') }],
    });
    expect(server.clinic.written).toEqual([]);
  });
});

describe('a session over HTTP', () => {
  const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const hello = (capabilities: object) => ({
    headers: { ...headers, ...json },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities, clientInfo: me },
    }),
  });

  it('is opened for clients only that can ask people', async () => {
    const { url } = await givenAsking();
    expect((await ask(url, hello({}))).headers).not.toHaveProperty('mcp-session-id');
    expect((await ask(url, hello({ elicitation: {} }))).headers).toHaveProperty('mcp-session-id');
  });

  it('serves its owner, and is nothing to others', async () => {
    const { url, verifier } = await givenAsking();
    verifier.accept('other', givenCaller({ subject: 'dr-wilson' }));
    const id = String((await ask(url, hello({ elicitation: {} }))).headers['mcp-session-id']);
    const answer = { body: JSON.stringify({ jsonrpc: '2.0', id: 7, result: { action: 'accept' } }) };
    const from = (authorization: string) =>
      ask(url, { ...answer, headers: { ...json, authorization, 'mcp-session-id': id } });
    expect((await from('Bearer doctor')).status).toBe(202);
    expect((await from('Bearer other')).status).toBe(404);
    expect((await from('Bearer nobody')).status).toBe(401);
    const goodbye = { method: 'DELETE', headers: { ...headers, 'mcp-session-id': id } };
    expect((await ask(url, goodbye)).status).toBe(200);
    expect((await ask(url, goodbye)).status).toBe(404);
    // Its client has to open another, which it would not if it were served all the same.
    const list = { body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }) };
    const late = await ask(url, { ...list, headers: { ...headers, ...json, 'mcp-session-id': id } });
    expect(late.status).toBe(404);
    expect(JSON.parse(late.text)).toMatchObject({ id: null });
  });

  it('of another process leaves its client served without', async () => {
    const { url } = await givenAsking();
    const stale = { ...headers, ...json, 'mcp-session-id': 'gone', 'mcp-protocol-version': '2025-11-25' };
    const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect((await ask(url, { headers: stale, body: list })).status).toBe(200);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: booking });
    expect((await ask(url, { headers: stale, body: call })).text).toContain('confirmation_required');
  });

  it('ends when nobody has used it for a while', async () => {
    const { url } = await givenAsking({ sessionIdleMilliseconds: 20 });
    const id = String((await ask(url, hello({ elicitation: {} }))).headers['mcp-session-id']);
    const answer = {
      headers: { ...headers, ...json, 'mcp-session-id': id },
      body: '{"jsonrpc":"2.0","id":7,"result":{}}',
    };
    // Each try counts as a use, so there is one only.
    await once(AbortSignal.timeout(60), 'abort');
    expect((await ask(url, answer)).status).toBe(404);
  });
});
