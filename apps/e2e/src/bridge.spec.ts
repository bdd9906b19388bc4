import { authorize, type Person } from '@caregate/dev';
import { specStack, type SpecStack } from './support/stack.js';

const both = 'application/json, text/event-stream';
const list = { jsonrpc: '2.0', id: 7, method: 'tools/list' };

let stack: SpecStack;
let token: string;

beforeAll(async () => {
  stack = await specStack({ rooms: ['sandbox', 'auth', 'bridge'] });
  const { addresses, people } = stack;
  const doctor = people.find(({ role }) => role === 'doctor') as Person; // -- one of the sandbox's people
  ({ accessToken: token } = await authorize(addresses, doctor, 'read:providers', addresses.everythingMcp));
}, 120_000);
afterAll(() => stack.end());

/** One request to the official server behind the bridge, in the words of a client that uses no SDK. */
function send(method: string, headers: Readonly<Record<string, string>>, message?: object): Promise<Response> {
  return fetch(stack.addresses.everythingMcp, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: both, ...headers },
    ...(message !== undefined && { body: JSON.stringify(message) }),
  });
}

async function opened(protocolVersion: string) {
  const params = { protocolVersion, capabilities: { roots: {} }, clientInfo: { name: 'spec', version: '1' } };
  const answer = await send('POST', {}, { jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const session = {
    'mcp-session-id': answer.headers.get('mcp-session-id') ?? '',
    'mcp-protocol-version': protocolVersion,
  };
  return { session, answer, text: await answer.text() };
}

/** What a stream tells, up to the first message that says this. */
async function heard(stream: Response, word: string): Promise<string> {
  let text = '';
  for await (const part of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.includes(word)) break;
  }
  return text;
}

describe('an official server of standard streams, behind the bridge', () => {
  it('[G08] answers as a stream or as JSON, says of itself what it has to, and ends with DELETE', async () => {
    const { session, answer } = await opened('2025-06-18');
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const listening = await send('GET', { ...session, accept: 'text/event-stream' });
    await send('POST', session, { jsonrpc: '2.0', method: 'notifications/initialized' });
    expect(await heard(listening, 'roots/list')).toMatch(/^event: message$/m);
    const plain = await send('POST', { ...session, accept: 'application/json' }, list);
    expect(plain.headers.get('content-type')).toBe('application/json');
    expect(await plain.json()).toMatchObject({ id: 7, result: { tools: expect.any(Array) } });
    expect((await send('DELETE', session)).status).toBe(200);
    expect((await send('POST', session, list)).status).toBe(404);
  });

  it('[G12] is spoken to in every revision that knows sessions, and in none that nobody knows', async () => {
    const revisions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];
    const sessions = await Promise.all(revisions.map(opened));
    for (const [index, { session, text }] of sessions.entries()) {
      expect(text).toContain(`"protocolVersion":"${revisions[index]}"`);
      expect(await (await send('POST', session, list)).text()).toContain('"echo"');
      expect((await send('POST', { ...session, 'mcp-protocol-version': '1999-01-01' }, list)).status).toBe(400);
      await send('DELETE', session);
    }
  });
});
