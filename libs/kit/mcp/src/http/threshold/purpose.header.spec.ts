import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { givenServer, stopServers } from '../../fixture/host.fixture.js';
import { ask } from '../../fixture/http.fixture.js';
import { Peer } from '../../fixture/socket.fixture.js';
import { WsClientTransport } from '../../fixture/ws-client.transport.fixture.js';

const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

const resources = [
  {
    name: 'patient',
    title: 'Patient',
    description: 'One patient.',
    uriTemplate: 'ehr://patients/{mrn}',
    tool: 'get_patient',
  },
];
const given = () => givenServer({ resources });
type Server = Awaited<ReturnType<typeof given>>;

const headers = { authorization: 'Bearer doctor', 'x-purpose-of-use': 'HRESCH' };
const call = { name: 'get_patient', arguments: { mrn: 'MRN001' } };
const emergency = { 'caregate/purpose-of-use': 'ETREAT' };
const purposesIn = ({ trail }: Server) => trail.entries.map(({ purpose }) => purpose);

const eras = [
  ['2025-11-25', {}],
  ['2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
] as const satisfies readonly (readonly [string, ClientOptions])[];

describe.each(eras)('the purpose of use of a client of %s (feature C08)', (_era, options) => {
  it.each([
    ['HTTP', ({ url }: Server) => new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } })],
    ['WebSocket', ({ wsUrl }: Server) => new WsClientTransport(wsUrl, headers)],
  ])('is that of the header, unless the call gives another, over %s', async (_door, transportTo) => {
    const server = await given();
    const client = new Client({ name: 'spec', version: '1' }, options);
    clients.push(client);
    await client.connect(transportTo(server));
    await client.callTool(call);
    await client.callTool({ ...call, _meta: emergency });
    await client.callTool({ ...call, _meta: emergency, arguments: { mrn: 'MRN001', purpose: 'HOPERAT' } });
    await client.readResource({ uri: 'ehr://patients/MRN001', _meta: emergency });
    expect(purposesIn(server)).toEqual(['HRESCH', 'ETREAT', 'HOPERAT', 'ETREAT']);
  });
});

it('is given by frames without a handshake too', async () => {
  const server = await given();
  const peer = await Peer.open(server.wsUrl, { headers });
  await peer.ask({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: call });
  await peer.ask({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { ...call, _meta: emergency } });
  peer.socket.terminate();
  expect(purposesIn(server)).toEqual(['HRESCH', 'ETREAT']);
});

it('may be given by pages of the origins that are let in', async () => {
  const { url } = await given();
  const origin = { origin: 'https://console.example.org' };
  const answer = await ask(url, { method: 'OPTIONS', headers: origin });
  expect(answer.headers['access-control-allow-headers']).toContain('X-Purpose-Of-Use');
});
