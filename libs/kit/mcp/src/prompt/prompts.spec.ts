import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { z } from 'zod';
import { question } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';
import type { PromptTemplate } from './prompt.template.js';

const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

const look: PromptTemplate = {
  name: 'look',
  title: 'Look at a patient',
  description: 'Looks at one patient.',
  arguments: z.strictObject({
    mrn: z.string().min(1).max(20).describe('Whom'),
    why: z.string().optional().describe('What for'),
  }),
  tools: ['get_patient'],
  text: ({ mrn, why = 'no reason' }) => `Call get_patient for ${mrn}, for ${why}.`,
};
const prompts = [look, { ...look, name: 'look_at_images', tools: ['get_patient', 'look_at_image'] }];

async function connected(options: ClientOptions): Promise<Client> {
  const { url } = await givenServer({ prompts });
  const client = new Client({ name: 'spec', version: '1' }, options);
  clients.push(client);
  const requestInit = { headers: { authorization: 'Bearer doctor' } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

describe.each([
  ['2025-11-25', {}],
  ['2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
] as const satisfies readonly (readonly [string, ClientOptions])[])('prompts in %s', (_era, options) => {
  it('are shown to who could open all of the tools that they need', async () => {
    const client = await connected(options);
    const { name, title, description } = look;
    const given = [
      { name: 'mrn', description: 'Whom', required: true },
      { name: 'why', description: 'What for', required: false },
    ];
    expect((await client.listPrompts()).prompts).toEqual([{ name, title, description, arguments: given }]);
  });

  it('are words with what the person typed in them', async () => {
    const client = await connected(options);
    const { messages } = await client.getPrompt({ name: 'look', arguments: { mrn: 'MRN001' } });
    const text = 'Call get_patient for MRN001, for no reason.';
    expect(messages).toEqual([{ role: 'user', content: { type: 'text', text } }]);
  });

  it.each([
    ['an argument is missing', 'look', {}, 'mrn'],
    ['an argument does not parse', 'look', { mrn: 'much too long for any number' }, 'mrn'],
    ['an argument is none of its own', 'look', { mrn: 'MRN001', ward: '7' }, 'ward'],
    ['there is no such prompt', 'jump', {}, 'Unknown prompt'],
    ['a tool is not open', 'look_at_images', { mrn: 'MRN001' }, 'Unknown prompt'],
  ])('are not given when %s', async (_case, name, given, said) => {
    const client = await connected(options);
    const message = expect.stringContaining(said);
    await expect(client.getPrompt({ name, arguments: given })).rejects.toMatchObject({ code: -32602, message });
  });
});

describe('prompts', () => {
  it('are for nobody who brings no token', async () => {
    const { url } = await givenServer({ prompts });
    const list = { jsonrpc: '2.0', id: 1, method: 'prompts/list' };
    expect(await ask(url, question(list, { authorization: undefined }))).toMatchObject({ status: 401 });
  });
});
