import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { givenCaller } from '../fixture/callers.fixture.js';
import { question } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';
import { WsClientTransport } from '../fixture/ws-client.transport.fixture.js';
import type { ResourceView } from './resource.view.js';

const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

const patient: ResourceView = {
  name: 'patient',
  title: 'Patient',
  description: 'One patient.',
  uriTemplate: 'ehr://patients/{mrn}',
  tool: 'get_patient',
};
const image = { ...patient, name: 'image', uriTemplate: 'ehr://patients/{mrn}/image', tool: 'look_at_image' };
const resources = [patient, image];

type Given = Awaited<ReturnType<typeof givenServer>>;
const over = {
  http: ({ url }: Given, authorization: string) =>
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization } } }),
  websocket: ({ wsUrl }: Given, authorization: string) => new WsClientTransport(wsUrl, { authorization }),
};

async function connected(given: Given, door: keyof typeof over, options: ClientOptions): Promise<Client> {
  const client = new Client({ name: 'spec', version: '1' }, options);
  clients.push(client);
  await client.connect(over[door](given, 'Bearer doctor'));
  return client;
}

const eras = [
  ['2025-11-25', {}],
  ['2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
] as const satisfies readonly (readonly [string, ClientOptions])[];
const cases = eras.flatMap(([era, options]) =>
  (['http', 'websocket'] as const).map((door) => [era, door, options] as const),
);

describe.each(cases)('resources in %s over %s', (_era, door, options) => {
  it('are what the tool answers, by the same decision and on the same trail', async () => {
    const given = await givenServer({ resources });
    const client = await connected(given, door, options);
    const { contents } = await client.readResource({ uri: 'ehr://patients/MRN001' });
    const text = JSON.stringify({ status: 'success', name: 'John Doe' }, null, 2);
    expect(contents).toEqual([{ uri: 'ehr://patients/MRN001', mimeType: 'application/json', text }]);
    expect(given.trail.entries).toEqual([
      expect.objectContaining({ event: 'patient.read', outcome: 'success', decision: 'assignment' }),
    ]);
  });

  it('of somebody else’s patient are refused, and so are those of nobody in the same words', async () => {
    const given = await givenServer({ resources });
    const client = await connected(given, door, options);
    const refusal = { code: -32602, data: { code: 'access.patient.refused' } };
    await expect(client.readResource({ uri: 'ehr://patients/MRN002' })).rejects.toMatchObject(refusal);
    await expect(client.readResource({ uri: 'ehr://patients/MRN999' })).rejects.toMatchObject(refusal);
    expect(given.trail.entries.map(({ outcome, decision }) => [outcome, decision])).toEqual([
      ['refused', 'access.patient.refused'],
      ['refused', 'access.patient.refused'],
    ]);
  });

  it('show the templates whose tool the caller could open, and no patient by name', async () => {
    const client = await connected(await givenServer({ resources }), door, options);
    const { resourceTemplates } = await client.listResourceTemplates();
    const { tool: _tool, ...shown } = patient;
    expect(resourceTemplates).toEqual([{ ...shown, mimeType: 'application/json' }]);
    expect((await client.listResources()).resources).toEqual([]);
  });

  it.each(['ehr://patients/', 'ehr://patients/a/b', 'ehr://patients/%zz', 'get_patient', 'ehr://patients/MRN001?x'])(
    'have nothing at %s',
    async (uri) => {
      const given = await givenServer({ resources });
      const client = await connected(given, door, options);
      await expect(client.readResource({ uri })).rejects.toMatchObject({
        message: expect.stringMatching(/not found/i),
      });
      expect(given.clinic.reads).toEqual([]);
    },
  );
});

describe('resources over HTTP', () => {
  const read = { jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri: 'ehr://patients/MRN001' } };

  it('challenge who brings no token, and who lacks the scope', async () => {
    const { url, verifier, trail } = await givenServer({ resources });
    verifier.accept('clerk', givenCaller({ scopes: [] }));
    expect(await ask(url, question(read, { authorization: undefined }))).toMatchObject({ status: 401 });
    const answer = await ask(url, question(read, { authorization: 'Bearer clerk' }));
    expect(answer).toMatchObject({
      status: 403,
      headers: { 'www-authenticate': expect.stringContaining('read:patients') },
    });
    expect(trail.entries).toEqual([expect.objectContaining({ decision: 'access.scope.insufficient' })]);
  });

  it('answer a fault as one, without its words', async () => {
    const { url, trail } = await givenServer({ resources });
    trail.broken = true;
    const { text } = await ask(url, question(read, {}));
    expect(text).toContain('"code":-32603');
    expect(text).not.toMatch(/John|disk/);
  });

  it('are not claimed by a server that has none', async () => {
    const client = await connected(await givenServer(), 'http', {});
    expect(client.getServerCapabilities()).toEqual({ tools: {} });
  });
});
