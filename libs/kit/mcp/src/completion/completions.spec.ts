import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import { givenCaller } from '../fixture/callers.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { WsClientTransport } from '../fixture/ws-client.transport.fixture.js';
import type { PromptTemplate } from '../prompt/prompt.template.js';
import { defineTool } from '../tool/define-tool.js';

const clients: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

const mrns = Array.from({ length: 130 }, (_each, index) => `MRN${String(index + 1).padStart(3, '0')}`);

const completeMrn = defineTool({
  name: 'complete_mrn',
  title: 'Complete an MRN',
  description: 'Completes.',
  input: z.strictObject({ value: z.string().max(20) }),
  output: z.strictObject({ values: z.array(z.string()), has_more: z.boolean() }),
  permission: 'patient:search',
  audit: 'patient.searched',
  hints: { readOnly: true },
  run: ({ value }) => {
    const found = mrns.filter((mrn) => mrn.startsWith(value));
    return { values: found.slice(0, 100), has_more: found.length > 100 };
  },
});

const argumentsOf = z.strictObject({ mrn: z.string().describe('Whom'), why: z.string().optional().describe('Why') });
const look: PromptTemplate = {
  name: 'look',
  title: 'Look',
  description: 'Looks.',
  arguments: argumentsOf,
  tools: ['get_patient'],
  text: () => 'Look.',
};
const labs = {
  name: 'labs',
  title: 'Labs',
  description: 'Labs.',
  uriTemplate: 'ehr://patients/{mrn}/labs/{code}',
  tool: 'get_patient',
};
const codes = [
  { value: '2345-7', title: 'Glucose' },
  { value: '2160-0', title: 'Creatinine' },
];
const options = {
  prompts: [look, { ...look, name: 'look_at_images', tools: ['look_at_image'] }],
  resources: [labs],
  completions: { mrn: completeMrn, code: codes },
};
const ofLook = { type: 'ref/prompt', name: 'look' } as const;
const ofLabs = { type: 'ref/resource', uri: labs.uriTemplate } as const;

type Params = Parameters<Client['complete']>[0];
type Connect = (token: string) => Promise<{
  readonly complete: (params: Params) => Promise<{ completion: { values: string[]; hasMore?: boolean | undefined } }>;
  readonly trail: Awaited<ReturnType<typeof givenServer>>['trail'];
}>;

async function given() {
  const server = await givenServer(options);
  server.verifier.accept('clerk', givenCaller({ scopes: ['read:providers'] }));
  return server;
}

const version2 =
  (more: ClientOptions, door: 'http' | 'websocket'): Connect =>
  async (token) => {
    const { url, wsUrl, trail } = await given();
    const client = new Client({ name: 'spec', version: '1' }, more);
    clients.push(client);
    const headers = { authorization: `Bearer ${token}` };
    await client.connect(
      door === 'http'
        ? new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } })
        : new WsClientTransport(wsUrl, headers),
    );
    return { complete: (params) => client.complete(params), trail };
  };
const modern = { versionNegotiation: { mode: { pin: '2026-07-28' } } } as const;

const peers = {
  'SDK 2, 2026-07-28 over HTTP': version2(modern, 'http'),
  'SDK 2, 2026-07-28 over WebSocket': version2(modern, 'websocket'),
  'SDK 2, 2025-11-25 over HTTP': version2({}, 'http'),
  'SDK 1 over HTTP': async (token) => {
    const { url, trail } = await given();
    const client = new ClientV1({ name: 'spec', version: '1' });
    clients.push(client);
    await client.connect(new HttpV1(new URL(url), { requestInit: { headers: { authorization: `Bearer ${token}` } } }));
    return { complete: (params) => client.complete(params), trail };
  },
} satisfies Record<string, Connect>;

describe.each(Object.entries(peers))('completion for %s', (_peer, connect) => {
  it('asks the record by decision and on the trail, for prompts and addresses alike', async () => {
    const { complete, trail } = await connect('doctor');
    for (const ref of [ofLook, ofLabs])
      await expect(complete({ ref, argument: { name: 'mrn', value: 'MRN00' } })).resolves.toMatchObject({
        completion: { values: mrns.slice(0, 9), hasMore: false },
      });
    const searched = {
      event: 'patient.searched',
      outcome: 'success',
      purpose: 'TREAT',
      detail: { tool: 'complete_mrn' },
    };
    expect(trail.entries).toEqual([expect.objectContaining(searched), expect.objectContaining(searched)]);
  });

  it('answers a hundred values at most, and says that there are more', async () => {
    const { complete } = await connect('doctor');
    const { completion } = await complete({ ref: ofLook, argument: { name: 'mrn', value: '' } });
    expect([completion.values.length, completion.hasMore]).toEqual([100, true]);
  });

  it('finds codes of a list by their beginning and by their words', async () => {
    const { complete } = await connect('doctor');
    const of = async (value: string) =>
      (await complete({ ref: ofLabs, argument: { name: 'code', value } })).completion.values;
    expect([await of('23'), await of('creat'), await of('nothing')]).toEqual([['2345-7'], ['2160-0'], []]);
  });

  it('has nothing for arguments about which nobody knows anything', async () => {
    const { complete } = await connect('doctor');
    const { completion } = await complete({ ref: ofLook, argument: { name: 'why', value: 'be' } });
    expect(completion.values).toEqual([]);
  });

  it.each([
    ['a prompt that the caller is not shown', { type: 'ref/prompt', name: 'look_at_images' }, 'mrn'],
    ['an address that there is not', { type: 'ref/resource', uri: 'ehr://{mrn}' }, 'mrn'],
    ['an argument that the prompt does not take', ofLook, 'code'],
  ] as const)('refuses %s', async (_case, ref, name) => {
    const { complete, trail } = await connect('doctor');
    await expect(complete({ ref, argument: { name, value: '' } })).rejects.toMatchObject({ code: -32602 });
    expect(trail.entries).toEqual([]);
  });

  it('shows nothing to who lacks the scope', async () => {
    const { complete, trail } = await connect('clerk');
    await expect(complete({ ref: ofLook, argument: { name: 'mrn', value: 'MRN' } })).rejects.toMatchObject({
      code: -32602,
    });
    expect(trail.entries).toEqual([]);
  });
});

it('offers the tools of completions to nobody', async () => {
  const { url } = await given();
  const client = new Client({ name: 'spec', version: '1' });
  clients.push(client);
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: 'Bearer doctor' } } }),
  );
  expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('complete_mrn');
  await expect(client.callTool({ name: 'complete_mrn', arguments: { value: '' } })).rejects.toMatchObject({
    code: -32602,
  });
});
