import { recordedRequests } from './recorded-requests.js';

const request = { jsonrpc: '2.0', id: 1 };
const of = (...messages: object[]) => recordedRequests(messages.map((message) => ({ jsonrpc: '2.0', ...message })));

describe('what the trail is told of messages to a proxied server', () => {
  it('is each tool, prompt, resource and completion, with no address and no argument', () => {
    expect(
      of(
        { id: 1, method: 'tools/call', params: { name: 'read_chart', arguments: { mrn: 'MRN001' } } },
        { id: 2, method: 'resources/read', params: { uri: 'patient://MRN001' } },
        { id: 3, method: 'prompts/get', params: { name: 'handover' } },
        { id: 4, method: 'completion/complete', params: { argument: { name: 'mrn', value: 'MRN' } } },
        { id: 5, method: 'resources/subscribe', params: { uri: 'patient://MRN001' } },
      ),
    ).toEqual([
      { method: 'tools/call', name: 'read_chart' },
      { method: 'resources/read' },
      { method: 'prompts/get', name: 'handover' },
      { method: 'completion/complete' },
      { method: 'resources/subscribe' },
    ]);
  });

  it('is a method that only that server knows, too, cut where it is long', () => {
    expect(recordedRequests({ ...request, method: `charts/${'x'.repeat(500)}` })).toEqual([
      { method: `charts/${'x'.repeat(121)}` },
    ]);
  });

  it('is a call that asks for no answer, which a server may carry out all the same', () => {
    expect(of({ method: 'tools/call', params: { name: 'delete_chart' } })).toEqual([
      { method: 'tools/call', name: 'delete_chart' },
    ]);
  });

  it('is nothing of what clients do to know a server, of notices and of answers', () => {
    const asked = ['initialize', 'ping', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'];
    expect(of(...asked.map((method, id) => ({ id, method })))).toEqual([]);
    expect(of({ method: 'notifications/cancelled', params: { requestId: 1 } }, { id: 1, result: {} })).toEqual([]);
    expect(recordedRequests(undefined)).toEqual([]);
  });
});
