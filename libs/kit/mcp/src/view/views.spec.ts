import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { givenCaller } from '../fixture/callers.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { Peer } from '../fixture/socket.fixture.js';
import { WsClientTransport } from '../fixture/ws-client.transport.fixture.js';
import type { AppView } from './app.view.js';

const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

const chart: AppView = {
  name: 'chart',
  title: 'Chart',
  description: 'Draws what get_patient answers.',
  uri: 'ui://spec/chart.html',
  tools: ['get_patient'],
  html: '<!doctype html><title>Chart</title>',
};

const mimeType = 'text/html;profile=mcp-app';
const withApps = { capabilities: { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: [mimeType] } } } };
const link = { ui: { resourceUri: chart.uri } };
const nothing = { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] };

interface Door {
  readonly door: 'http' | 'websocket';
  readonly options: ClientOptions;
}

async function connected({ door, options }: Door, scopes?: string[]): Promise<Client> {
  const given = await givenServer({ views: [chart] });
  if (scopes !== undefined) given.verifier.accept('doctor', givenCaller({ scopes }));
  const client = new Client({ name: 'spec', version: '1' }, options);
  clients.push(client);
  const authorization = 'Bearer doctor';
  const transport =
    door === 'http'
      ? new StreamableHTTPClientTransport(new URL(given.url), { requestInit: { headers: { authorization } } })
      : new WsClientTransport(given.wsUrl, { authorization });
  await client.connect(transport);
  return client;
}

const modern = { versionNegotiation: { mode: { pin: '2026-07-28' } } } as const satisfies ClientOptions;
const doors = {
  'HTTP of 2025': { door: 'http', options: withApps },
  'HTTP of 2026': { door: 'http', options: { ...modern, ...withApps } },
  'a WebSocket of 2025': { door: 'websocket', options: withApps },
} as const satisfies Record<string, Door>;

async function linksOf(client: Client) {
  const { tools } = await client.listTools();
  return tools.filter(({ _meta }) => _meta !== undefined).map(({ name, _meta }) => [name, _meta]);
}

describe.each(Object.entries(doors))('views over %s (feature X10)', (_door, door) => {
  it('are named by the tools that open them, and by no other', async () => {
    expect(await linksOf(await connected(door))).toEqual([['get_patient', link]]);
  });

  it('are documents of MCP Apps that may load and reach nothing', async () => {
    const client = await connected(door);
    const _meta = { ui: { csp: nothing, prefersBorder: true } };
    expect((await client.readResource({ uri: chart.uri })).contents).toEqual([
      { uri: chart.uri, mimeType, text: chart.html, _meta },
    ]);
    const { uri, name, title, description } = chart;
    const shown = { uri, name, title, description, mimeType, _meta };
    expect((await client.listResources()).resources).toEqual([shown]);
  });

  it('are not there for who is shown none of their tools', async () => {
    const client = await connected(door, []);
    expect((await client.listResources()).resources).toEqual([]);
    await expect(client.readResource({ uri: chart.uri })).rejects.toMatchObject({
      message: expect.stringMatching(/not found/i),
    });
  });

  it('have nothing at another address', async () => {
    const client = await connected(door);
    await expect(client.readResource({ uri: 'ui://spec/other.html' })).rejects.toMatchObject({
      message: expect.stringMatching(/not found/i),
    });
  });
});

describe('views (feature X10)', () => {
  it.each([
    ['HTTP of 2026', { door: 'http', options: modern }],
    ['a WebSocket of 2025', { door: 'websocket', options: {} }],
  ] as const)('are kept from clients over %s that have said they cannot open them', async (_door, door) => {
    expect(await linksOf(await connected(door))).toEqual([]);
  });

  it('are not named to a client that speaks plain JSON-RPC, without any handshake', async () => {
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { access_token: 'doctor' } };
    const [plain, linked] = await Promise.all(
      [[], [chart]].map(async (views) => (await Peer.open((await givenServer({ views })).wsUrl)).ask(list)),
    );
    expect(linked).toEqual(plain);
    expect(JSON.stringify(linked)).not.toContain('_meta');
  });

  it('change nothing in the answers of the tools', async () => {
    const call = { name: 'get_patient', arguments: { mrn: 'MRN001' } };
    const [plain, able] = [
      await connected({ door: 'websocket', options: {} }),
      await connected(doors['a WebSocket of 2025']),
    ];
    expect(await able.callTool(call)).toEqual(await plain.callTool(call));
  });
});
