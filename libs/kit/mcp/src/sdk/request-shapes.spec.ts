import { z } from 'zod';
import { modernMeta, question } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';

afterEach(stopServers);

const offers = {
  resources: [
    {
      name: 'labs',
      title: 'Labs',
      description: 'Labs.',
      uriTemplate: 'ehr://patients/{mrn}/labs/{code}',
      tool: 'get_patient',
    },
  ],
  prompts: [
    {
      name: 'look',
      title: 'Look',
      description: 'Looks.',
      arguments: z.strictObject({ mrn: z.string().describe('Whom') }),
      tools: ['get_patient'],
      text: () => 'Look.',
    },
  ],
  completions: { code: [{ value: '2345-7', title: 'Glucose' }] },
};

describe('a request of another shape than its method has (JSON-RPC 2.0 §5.1)', () => {
  it.each([
    ['initialize', undefined],
    ['initialize', { protocolVersion: 5, capabilities: {}, clientInfo: { name: 'c', version: '1' } }],
    ['initialize', { protocolVersion: '2025-11-25', capabilities: {} }],
    ['tools/list', { cursor: 5 }],
    ['resources/list', { cursor: {} }],
    ['resources/templates/list', { cursor: [] }],
    ['prompts/list', { cursor: false }],
    ['prompts/get', { arguments: { mrn: 'MRN001' } }],
    ['prompts/get', { name: 'look', arguments: 'MRN001' }],
    ['prompts/get', { name: 'look', arguments: { mrn: 1 } }],
    ['resources/read', { url: 'ehr://patients/MRN001' }],
    ['resources/read', { uri: 7 }],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'look' } }],
    ['completion/complete', { ref: { type: 'ref/table' }, argument: { name: 'code', value: '' } }],
  ])('%s %j has invalid params, and the answer tells where', async (method, params) => {
    const { url } = await givenServer(offers);
    const message = { jsonrpc: '2.0', id: 1, method, params };
    const { text } = await ask(url, question(message, { 'mcp-protocol-version': '2025-11-25' }));
    expect(text).toContain('"code":-32602');
    expect(text).not.toContain('path');
  });

  it.each([
    ['prompts/get', { name: 'look', arguments: 'MRN001' }, { 'mcp-name': 'look' }],
    ['tools/list', { cursor: 5 }, {}],
  ])('has invalid params in 2026-07-28 as well: %s', async (method, given, name) => {
    const { url } = await givenServer(offers);
    const message = { jsonrpc: '2.0', id: 1, method, params: { ...given, _meta: modernMeta } };
    const named = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...name };
    expect((await ask(url, question(message, named))).text).toContain('"code":-32602');
  });
});
