import { PassThrough } from 'node:stream';
import { callMessage, legacyCall, modernCall, modernMeta } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask, jsonTextOf } from '../fixture/http.fixture.js';
import { Peer } from '../fixture/socket.fixture.js';

afterEach(stopServers);

type Given = Awaited<ReturnType<typeof givenServer>>;

const notice = { deprecatedSince: new Date(0), successorUrl: 'http://127.0.0.1/mcp' };

const overSocket =
  (protocols: string[]) =>
  async ({ wsUrl }: Given, message: object): Promise<unknown> =>
    (await Peer.open(wsUrl, {}, protocols)).ask(message);

async function overStdio({ host }: Given, message: object): Promise<unknown> {
  const [stdin, stdout] = [new PassThrough(), new PassThrough({ encoding: 'utf8' })];
  void host.serveStdio({ stdin, stdout });
  stdin.write(`${JSON.stringify(message)}\n`);
  const { value } = await stdout[Symbol.asyncIterator]().next();
  return JSON.parse(String(value));
}

async function of2025({ url }: Given, message: object): Promise<unknown> {
  return JSON.parse(jsonTextOf(await ask(url, legacyCall('status', {}, { message }))));
}

async function of2026({ url }: Given, message: object): Promise<unknown> {
  const modern = { ...message, params: { name: 'status', arguments: {}, _meta: modernMeta } };
  return JSON.parse(jsonTextOf(await ask(url, modernCall('status', {}, { message: modern }))));
}

async function ofFirstVersion({ url }: Given, message: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer doctor' };
  return JSON.parse((await ask(url, { headers, body: JSON.stringify(message) })).text);
}

const ways = [
  ['a bare socket', overSocket([])],
  ['a socket that speaks MCP', overSocket(['mcp'])],
  ['standard streams', overStdio],
  ['Streamable HTTP of 2025', of2025],
  ['Streamable HTTP of 2026', of2026],
  ['the first HTTP server', ofFirstVersion],
] as const;

/** JSON-RPC 2.0 §4 and §5. */
describe.each(ways)('over %s an id that is neither text nor number', (_way, asked) => {
  it.each([[true], [{}], [[]], [[1]]])('is answered as that, and nothing is done: %j', async (id) => {
    const given = await givenServer({ firstVersion: notice });
    await expect(asked(given, { ...callMessage('status'), id })).resolves.toMatchObject({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32_600 },
    });
    expect(given.clinic.contexts).toEqual([]);
  });
});
