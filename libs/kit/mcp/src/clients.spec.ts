import { execFileSync } from 'node:child_process';
import path from 'node:path';
import {
  Client,
  StreamableHTTPClientTransport,
  type ClientOptions,
  type Transport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { WebSocketClientTransport as WsV1 } from '@modelcontextprotocol/sdk/client/websocket.js';
import type { Transport as TransportV1 } from '@modelcontextprotocol/sdk/shared/transport.js';
import { givenServer, stopServers } from './fixture/host.fixture.js';
import { WsClientTransport } from './fixture/ws-client.transport.fixture.js';

const project = path.dirname(import.meta.dirname);
const tsc = path.resolve(project, '../../../node_modules/@typescript/native/bin/tsc');
const server = { command: process.execPath, args: [path.join(project, 'dist/fixture/stdio.server.fixture.js')] };
const headers = { authorization: 'Bearer doctor' };
const me = { name: 'spec', version: '1.0.0' };
const clients: { close(): Promise<void> }[] = [];

// The process that clients start is what the build makes, so the build must be of these sources.
beforeAll(() => {
  execFileSync(process.execPath, [tsc, '-b', project]);
}, 60_000);

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

type Doors = Readonly<Record<'http' | 'websocket' | 'stdio', () => Promise<Transport>>>;

const doors: Doors = {
  http: async () => new StreamableHTTPClientTransport(new URL((await givenServer()).url), { requestInit: { headers } }),
  websocket: async () => new WsClientTransport((await givenServer()).wsUrl, headers),
  stdio: async () => new StdioClientTransport({ ...server, stderr: 'pipe' }),
};

const doorsV1: Readonly<Record<keyof Doors, () => Promise<TransportV1>>> = {
  http: async () => new HttpV1(new URL((await givenServer()).url), { requestInit: { headers } }),
  websocket: async () => new WsV1(new URL((await givenServer()).wsUrl)),
  stdio: async () => new StdioV1({ ...server, stderr: 'pipe' }),
};

const negotiations = [
  ['takes 2025-11-25 by default', {}, 'legacy'],
  ['finds out the era itself', { versionNegotiation: { mode: 'auto' } }, 'modern'],
  ['insists on 2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } } }, 'modern'],
] as const satisfies readonly (readonly [string, ClientOptions, string])[];

const john = { mrn: 'MRN001' };
const open = ['status', 'validate_token', 'wait'];
/** What the scopes of the doctor open: not the look at images, nor the search for clinicians. */
const doctors = ['get_patient', 'record_vital_signs', ...open];
const all = ['get_patient', 'record_vital_signs', 'search_providers', 'look_at_image', ...open, 'crash'];

describe.each(['http', 'websocket', 'stdio'] as const)('over %s', (door) => {
  it.each(negotiations)('a client of SDK 2 that %s uses the tools', async (_case, options, era) => {
    const client = new Client(me, options);
    clients.push(client);
    await client.connect(await doors[door]());
    expect(client.getProtocolEra()).toBe(era);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(doctors);
    await expect(client.callTool({ name: 'get_patient', arguments: john })).resolves.toMatchObject({
      structuredContent: { status: 'success', name: 'John Doe' },
    });
    await expect(client.callTool({ name: 'get_patient', arguments: { mrn: 'MRN002' } })).resolves.toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('access.patient.refused') }],
    });
    await expect(client.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toMatchObject({ code: -32602 });
  });

  it('a client of SDK 1 uses the tools', async () => {
    const client = new ClientV1(me);
    clients.push(client);
    await client.connect(await doorsV1[door]());
    // The SDK's WebSocket of version 1 sends no headers, so whoever uses it is nobody until a call.
    const shown = door === 'websocket' ? all : doctors;
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(shown);
    const given = door === 'websocket' ? { ...john, access_token: 'doctor' } : john;
    await expect(client.callTool({ name: 'get_patient', arguments: given })).resolves.toMatchObject({
      structuredContent: { status: 'success', name: 'John Doe' },
    });
    await expect(client.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toMatchObject({ code: -32602 });
  });
});

describe('a client of SDK 2', () => {
  it('learns what the server is and what its words mean', async () => {
    const client = new Client(me, { versionNegotiation: { mode: 'auto' } });
    clients.push(client);
    await client.connect(await doors.http());
    expect(client.getServerVersion()).toMatchObject({ name: 'ehr-mcp', version: '1.0.0' });
    expect(client.getInstructions()).toBe('Read before you write.');
  });

  it('may listen for changes, until its token is revoked', async () => {
    const { url, verifier } = await givenServer();
    const client = new Client(me, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    clients.push(client);
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
    const subscription = await client.listen({ toolsListChanged: true });
    verifier.revoke('token-1');
    await expect(subscription.closed).resolves.toMatch(/^(?:graceful|remote)$/);
  });
});

describe('over stdio', () => {
  it('the server ends with its client', async () => {
    const transport = new StdioClientTransport({ ...server, stderr: 'pipe' });
    const client = new Client(me);
    await client.connect(transport);
    const { pid } = transport;
    if (pid === null) throw new Error('The server has not been started.');
    await client.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
