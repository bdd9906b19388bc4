import fc from 'fast-check';
import { callMessage, legacyCall, modernCall, modernMeta, question } from '../../fixture/calls.fixture.js';
import { stopServers } from '../../fixture/host.fixture.js';
import type { HttpQuestion } from '../../fixture/http.fixture.js';
import { givenLanes, type Lanes } from '../../fixture/lanes.fixture.js';

let lanes: Lanes;

beforeAll(async () => {
  lanes = await givenLanes();
});
afterAll(stopServers);

const john = { mrn: 'MRN001' };
const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const modernList = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };
const meta = (overrides: object) => callMessage('get_patient', john, { ...modernMeta, ...overrides });
const inParams = (extra: object) => ({
  ...callMessage('get_patient', john),
  params: { name: 'get_patient', arguments: john, ...extra },
});
const modern = (message: unknown, headers = {}) => modernCall('get_patient', john, { message, headers });
const legacy = (message: unknown, headers = {}) => legacyCall('get_patient', john, { message, headers });

const plain: readonly (readonly [string, HttpQuestion])[] = [
  ['a call of 2026-07-28', modernCall('get_patient', john)],
  ['a call of 2025-11-25', legacyCall('get_patient', john)],
  ['a call of 2025-03-26', legacyCall('get_patient', john, { headers: { 'mcp-protocol-version': '2025-03-26' } })],
  ['a call that names no version', legacyCall('get_patient', john, { headers: { 'mcp-protocol-version': undefined } })],
  ['a call without arguments', modernCall('status')],
  ['a call with null for its arguments', modernCall('status', null)],
  ['a call with null for its arguments, of 2025', legacyCall('status', null)],
  ['an id that is a string', modern({ ...callMessage('get_patient', john, modernMeta), id: 'ünï-1' })],
  ['letters beyond ASCII in the answer', legacyCall('status')],
  ['arguments that do not parse', modernCall('get_patient', { mrn: 5, other: true })],
  ['arguments that do not parse, of 2025', legacyCall('get_patient', {})],
  ['a patient who is somebody else’s', modernCall('get_patient', { mrn: 'MRN002' })],
  ['a patient who does not exist', legacyCall('get_patient', { mrn: 'MRN999' })],
  ['a scope that is missing', modernCall('search_providers', { search_term: 'a' })],
  ['a scope that is missing, of 2025', legacyCall('search_providers', { search_term: 'a' })],
  ['an answer with a picture', modernCall('look_at_image', john)],
  ['an answer with a picture, of 2025', legacyCall('look_at_image', john)],
  ['a tool that does not exist', modernCall('no_such_tool', {})],
  ['a tool that does not exist, of 2025', legacyCall('no_such_tool', {})],
  [
    'a token among the arguments',
    modernCall('status', { access_token: 'doctor' }, { headers: { authorization: undefined } }),
  ],
  ['a progress token', modern(meta({ progressToken: 7 }))],
  ['a trace', legacy(callMessage('get_patient', john, { traceparent: '00-a-b-01' }))],
  [
    'a client that introduces itself',
    modern(meta({ 'io.modelcontextprotocol/clientInfo': { name: 'c', version: '1' } })),
  ],
];

/** With the code that the specification demands. */
const demanded: readonly (readonly [string, HttpQuestion, number])[] = [
  ['no version header', modern(undefined, { 'mcp-protocol-version': undefined }), -32020],
  ['no method header', modern(undefined, { 'mcp-method': undefined }), -32020],
  ['no name header', modern(undefined, { 'mcp-name': undefined }), -32020],
  ['another method in the header', modern(undefined, { 'mcp-method': 'tools/list' }), -32020],
  ['a name that is itself in Base64', modernCall('=?base64?YQ==?='), -32020],
  ['another name in the header', modern(undefined, { 'mcp-name': 'status' }), -32020],
  ['another version in the header', modern(undefined, { 'mcp-protocol-version': '2025-11-25' }), -32020],
  ['a name header in broken Base64', modern(undefined, { 'mcp-name': '=?base64?§?=' }), -32020],
  [
    'a modern version that nobody has',
    modern(meta({ 'io.modelcontextprotocol/protocolVersion': '2099-01-01' }), { 'mcp-protocol-version': '2099-01-01' }),
    -32022,
  ],
  [
    'a modern header without _meta',
    legacyCall('get_patient', john, { headers: { 'mcp-protocol-version': '2026-07-28' } }),
    -32602,
  ],
  [
    '_meta without capabilities',
    modern(callMessage('get_patient', john, { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' })),
    -32602,
  ],
];

const others: readonly (readonly [string, HttpQuestion])[] = [
  ['a name header in Base64', modern(undefined, { 'mcp-name': '=?base64?Z2V0X3BhdGllbnQ=?=' })],
  [
    'an old version that nobody has',
    legacyCall('get_patient', john, { headers: { 'mcp-protocol-version': '1999-01-01' } }),
  ],
  ['_meta with capabilities that are none', modern(meta({ 'io.modelcontextprotocol/clientCapabilities': 'all' }))],
  ['_meta with a log level that is none', modern(meta({ 'io.modelcontextprotocol/logLevel': 'loud' }))],
  ['_meta with a progress token that is none', legacy(callMessage('get_patient', john, { progressToken: {} }))],
  ['_meta that is no object', legacy(inParams({ _meta: [] }))],
  [
    'a method that is the client’s',
    question(
      { jsonrpc: '2.0', id: 1, method: 'elicitation/create', params: { _meta: modernMeta } },
      { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'elicitation/create' },
    ),
  ],
  ['a task', legacy(inParams({ task: { ttl: 1 } }))],
  ['an answer to an elicitation', modern(inParams({ _meta: modernMeta, inputResponses: {}, requestState: 'a' }))],
  ['a request state that is none', modern(inParams({ _meta: modernMeta, requestState: 5 }))],
  ['arguments that are no object', legacy(callMessage('get_patient', 'MRN001'))],
  ['arguments that are a list', modern(callMessage('get_patient', ['MRN001'], modernMeta))],
  ['arguments with __proto__', legacy(callMessage('status', JSON.parse('{"__proto__":{"mrn":"MRN001"}}')))],
  ['no name', legacy({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} })],
  ['a name that is no string', modern(callMessage(5 as unknown as string, john, modernMeta))],
  ['no params', legacy({ jsonrpc: '2.0', id: 1, method: 'tools/call' })],
  ['no id', legacy({ jsonrpc: '2.0', method: 'tools/call', params: { name: 'get_patient', arguments: john } })],
  ['an id of null', legacy({ ...callMessage('get_patient', john), id: null })],
  ['an id that is a fraction', legacy({ ...callMessage('get_patient', john), id: 1.5 })],
  ['an id beyond safe integers', legacy({ ...callMessage('get_patient', john), id: 2 ** 60 })],
  ['another JSON-RPC', legacy({ ...callMessage('get_patient', john), jsonrpc: '1.0' })],
  ['a word too many', legacy({ ...callMessage('get_patient', john), extra: 1 })],
  ['a batch', question([callMessage('get_patient', john), { ...callMessage('status'), id: 2 }], {})],
  ['a batch with a modern element', question([callMessage('get_patient', john, modernMeta)], {})],
  ['an empty batch', question([], {})],
  ['no JSON', question('{"jsonrpc"', {})],
  ['nothing', question('', {})],
  ['a number', question('5', {})],
  ['null', question('null', {})],
  ['another media type', modern(undefined, { 'content-type': 'text/plain' })],
  ['no media type', modern(undefined, { 'content-type': undefined })],
  ['a client that accepts no stream', legacy(undefined, { accept: 'application/json' })],
  ['a client that accepts nothing', legacy(undefined, { accept: undefined })],
  ['a list', question(list, {})],
  ['a list with null for its parameters', question({ ...list, params: null }, {})],
  ['a list with null for its cursor', question({ ...list, params: { cursor: null } }, {})],
  ['a list for a token without scopes', question(list, { authorization: 'Bearer clerk' })],
  ['a list of 2026', question({ ...list, params: { _meta: modernMeta } }, modernList)],
  ['a list for nobody', question(list, { authorization: undefined })],
  ['a method that nobody has', question({ jsonrpc: '2.0', id: 1, method: 'no/such' }, {})],
  ['a notification', question({ jsonrpc: '2.0', method: 'notifications/initialized' }, {})],
  ['a stream of 2025', { ...question('', { accept: 'text/event-stream' }), method: 'GET' }],
];

describe('the direct lane and the SDK', () => {
  it.each(plain)('answer %s the same, and the direct lane does it itself', async (_case, asked) => {
    const before = lanes.taken();
    expect(await lanes.direct(asked)).toEqual(await lanes.sdk(asked));
    expect(lanes.taken()).toBe(before + 1);
  });

  it.each(demanded)('answer %s the same, with the code of the specification', async (_case, asked, code) => {
    const answer = await lanes.direct(asked);
    expect(answer).toEqual(await lanes.sdk(asked));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.json)).toMatchObject({ error: { code } });
  });

  it.each([...demanded.map(([name, asked]) => [name, asked] as const), ...others])(
    'answer %s the same, for the direct lane leaves it to the SDK',
    async (_case, asked) => {
      const before = lanes.taken();
      expect(await lanes.direct(asked)).toEqual(await lanes.sdk(asked));
      expect(lanes.taken()).toBe(before);
    },
  );

  it.each([
    ['no token', undefined],
    ['an expired token', 'Bearer expired'],
    ['another scheme', 'Basic ZG9jdG9y'],
    ['a token without scopes', 'Bearer clerk'],
  ])('turn away %s the same', async (_case, authorization) => {
    const asked = modernCall('get_patient', john, { headers: { authorization } });
    const answer = await lanes.direct(asked);
    expect(answer).toEqual(await lanes.sdk(asked));
    expect(answer.challenge).toContain('resource_metadata="http://127.0.0.1/.well-known/oauth-protected-resource/mcp"');
  });

  it('cannot be told apart by requests that nobody thought of', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, async (asked) => {
        expect(await lanes.direct(asked)).toEqual(await lanes.sdk(asked));
      }),
      { numRuns: 250 },
    );
  });
});

const rarely = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: odd });

const junk: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 2 });
const name = fc.constantFrom(
  'get_patient',
  'status',
  'search_providers',
  'crash',
  'none',
  '',
  '__proto__',
  '=?base64?YQ==?=',
);
const version = fc.constantFrom('2026-07-28', '2025-11-25', '2025-06-18', '2099-01-01', 'x');

const anyMeta = fc.record(
  {
    'io.modelcontextprotocol/protocolVersion': rarely<unknown>(version, junk),
    'io.modelcontextprotocol/clientCapabilities': rarely<unknown>(fc.constant({}), junk),
    'io.modelcontextprotocol/clientInfo': junk,
    progressToken: junk,
    other: junk,
  },
  { requiredKeys: [] },
);

const anyArguments = rarely<unknown>(
  fc.record(
    { mrn: rarely<unknown>(fc.constantFrom('MRN001', 'MRN002', 'x'), junk), access_token: junk },
    { requiredKeys: [] },
  ),
  junk,
);

const anyMessage = fc.record(
  {
    jsonrpc: rarely<unknown>(fc.constant('2.0'), junk),
    id: rarely<unknown>(fc.oneof(fc.integer(), fc.string()), junk),
    method: rarely<unknown>(fc.constant('tools/call'), fc.constantFrom('tools/list', 'ping', 5)),
    params: rarely<unknown>(
      fc.record(
        {
          name: rarely<unknown>(name, junk),
          arguments: anyArguments,
          _meta: rarely<unknown>(anyMeta, junk),
          task: junk,
        },
        { requiredKeys: ['name'] },
      ),
      junk,
    ),
    extra: junk,
  },
  { requiredKeys: ['jsonrpc', 'id', 'method'] },
);

const anyHeaders = fc.record(
  {
    'mcp-protocol-version': version,
    'mcp-method': rarely(fc.constant('tools/call'), fc.constant('tools/list')),
    'mcp-name': name,
    accept: fc.constantFrom('application/json, text/event-stream', '*/*'),
    authorization: fc.constantFrom('Bearer doctor', 'Bearer clerk', 'Bearer expired', 'Bearer'),
  },
  { requiredKeys: [] },
);

const anyCall = fc.tuple(anyMessage, anyHeaders).map(([message, headers]) => question(message, headers));
