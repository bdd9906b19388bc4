import { givenCaller } from '../fixture/callers.fixture.js';
import { callMessage, modernMeta } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { Peer } from '../fixture/socket.fixture.js';

afterEach(stopServers);

const john = { mrn: 'MRN001' };
const asDoctor = { headers: { authorization: 'Bearer doctor' } };

describe('a client that speaks plain JSON-RPC, without any handshake', () => {
  const open = ['status', 'validate_token', 'wait'];
  const doctors = ['get_patient', 'record_vital_signs', ...open];
  const all = ['get_patient', 'record_vital_signs', 'search_providers', 'look_at_image', ...open, 'crash'];

  it.each([
    ['who has shown no token yet sees them all', {}, undefined, all],
    ['a token of the upgrade shows what it could open', asDoctor, undefined, doctors],
    ['a token among the parameters does so too', {}, { access_token: 'doctor' }, doctors],
    ['a token that is good for nothing shows what is open to everybody', {}, { access_token: 'stolen' }, open],
  ])('lists the tools: %s', async (_case, options, params, names) => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, options);
    await expect(peer.ask({ jsonrpc: '2.0', id: 1, method: 'tools/list', params })).resolves.toMatchObject({
      jsonrpc: '2.0',
      id: 1,
      result: { tools: names.map((name) => ({ name })) },
    });
  });

  it('is shown less once its token has been revoked', async () => {
    const { wsUrl, verifier } = await givenServer();
    const peer = await Peer.open(wsUrl);
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { access_token: 'doctor' } };
    await expect(peer.ask(list)).resolves.toMatchObject({ result: { tools: doctors.map((name) => ({ name })) } });
    verifier.revoke('token-1');
    await expect(peer.ask(list)).resolves.toMatchObject({ result: { tools: open.map((name) => ({ name })) } });
  });

  it('calls a tool with its token among the arguments, and reads JSON with an indent of 2', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(`${wsUrl}any/path`);
    await expect(peer.ask(callMessage('get_patient', { ...john, access_token: 'doctor' }))).resolves.toMatchObject({
      id: 1,
      result: { content: [{ type: 'text', text: '{\n  "status": "success",\n  "name": "John Doe"\n}' }] },
    });
  });

  it('calls a tool with the token of its upgrade', async () => {
    const { wsUrl, trail } = await givenServer();
    const peer = await Peer.open(wsUrl, asDoctor);
    await expect(peer.ask(callMessage('get_patient', john))).resolves.toMatchObject({
      result: { structuredContent: { name: 'John Doe' } },
    });
    expect(trail.entries).toEqual([expect.objectContaining({ transport: 'websocket', outcome: 'success' })]);
  });

  it('gets refusals as results, in the words that it knows', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl);
    const answer = await peer.ask(callMessage('get_patient', john));
    expect(answer).toMatchObject({
      result: { isError: true, content: [{ text: expect.stringContaining('"status": "error"') }] },
    });
    expect(answer).toMatchObject({
      result: { content: [{ text: expect.stringContaining('"code": "token.absent"') }] },
    });
  });

  it('proves its token with every call: one that has been revoked since opens nothing', async () => {
    const { wsUrl, verifier } = await givenServer();
    const peer = await Peer.open(wsUrl);
    const call = callMessage('get_patient', { ...john, access_token: 'doctor' });
    await expect(peer.ask(call)).resolves.toMatchObject({ result: { structuredContent: { name: 'John Doe' } } });
    verifier.revoke('token-1');
    await expect(peer.ask(call)).resolves.toMatchObject({ result: { isError: true } });
  });

  it.each([
    ['another method', { jsonrpc: '2.0', id: 'a', method: 'resources/list' }, 'a', -32601],
    ['a tool that does not exist', callMessage('no_such_tool', {}), 1, -32602],
    ['a call without a name', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} }, 1, -32602],
    ['a call with arguments that are none', callMessage('status', []), 1, -32602],
    ['no JSON', '{', null, -32700],
    ['another JSON-RPC', { id: 1, method: 'tools/list' }, null, -32600],
    ['a batch', [callMessage('status')], null, -32600],
    ['a number', '5', null, -32600],
    ['depth', `{"jsonrpc":"2.0","id":1,"method":"x","params":${'['.repeat(9_999)}${']'.repeat(9_999)}}`, 1, -32600],
  ])('is told what was wrong with %s', async (_case, message, id, code) => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl);
    await expect(peer.ask(message)).resolves.toMatchObject({ jsonrpc: '2.0', id, error: { code } });
  });

  it('may say null for no arguments', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl);
    await expect(peer.ask(callMessage('status', null))).resolves.toMatchObject({ result: { content: [{}] } });
  });

  it('gets no answer to a notification', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl);
    peer.send({ jsonrpc: '2.0', method: 'notifications/whatever' });
    await expect(peer.ask({ jsonrpc: '2.0', id: null, method: 'tools/list' })).resolves.toMatchObject({ id: null });
  });

  it('may send its next call before the last is answered', async () => {
    const { wsUrl, clinic } = await givenServer();
    const peer = await Peer.open(wsUrl);
    peer.send({ ...callMessage('wait'), id: 'slow' });
    await clinic.arrived(1);
    await expect(peer.ask({ ...callMessage('status'), id: 'fast' })).resolves.toMatchObject({ id: 'fast' });
    clinic.release();
    await peer.hears(2);
    expect(peer.heard[1]).toMatchObject({ id: 'slow' });
  });
});

describe('a client that begins with the handshake of MCP', () => {
  const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'spec', version: '1' } };

  it('is spoken to in MCP from then on', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, asDoctor);
    await expect(peer.ask({ jsonrpc: '2.0', id: 1, method: 'initialize', params: hello })).resolves.toMatchObject({
      result: {
        protocolVersion: '2025-11-25',
        serverInfo: { name: 'ehr-mcp', version: '1.0.0' },
        instructions: 'Read before you write.',
      },
    });
    peer.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    await expect(peer.ask({ jsonrpc: '2.0', id: 2, method: 'ping' })).resolves.toMatchObject({ id: 2, result: {} });
    await expect(peer.ask({ ...callMessage('get_patient', john), id: 3 })).resolves.toMatchObject({
      id: 3,
      result: { structuredContent: { name: 'John Doe' } },
    });
  });

  it('may do so after it has used the tools without', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl);
    await peer.ask(callMessage('status'));
    await expect(peer.ask({ jsonrpc: '2.0', id: 1, method: 'initialize', params: hello })).resolves.toMatchObject({
      result: { protocolVersion: '2025-11-25' },
    });
  });

  it('may be of 2026-07-28', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, asDoctor);
    await expect(peer.ask(callMessage('get_patient', john, modernMeta))).resolves.toMatchObject({
      result: { resultType: 'complete', structuredContent: { name: 'John Doe' } },
    });
  });

  it.each([
    ['what is no message of MCP', { jsonrpc: '2.0', id: 9, method: 5 }, 9],
    ['an id that is none', { jsonrpc: '2.0', id: {}, method: 'ping' }, null],
  ])('is told that it sent %s', async (_case, message, id) => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, {}, ['mcp']);
    await expect(peer.ask(message)).resolves.toMatchObject({ id, error: { code: -32600 } });
  });

  it('is spoken to in MCP at once when it asked for the subprotocol', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, {}, ['other', 'mcp']);
    expect(peer.socket.protocol).toBe('mcp');
    await expect(peer.ask({ jsonrpc: '2.0', id: 1, method: 'ping' })).resolves.toMatchObject({ result: {} });
  });
});

describe('a token for one patient', () => {
  it('opens no more over a socket than elsewhere', async () => {
    const { wsUrl, verifier } = await givenServer();
    verifier.accept('narrow', givenCaller({ scopes: [] }));
    const peer = await Peer.open(wsUrl, { headers: { authorization: 'Bearer narrow' } });
    for (const message of [
      callMessage('get_patient', john),
      callMessage('get_patient', { mrn: 'MRN002', access_token: 'doctor' }),
    ])
      await expect(peer.ask(message)).resolves.toMatchObject({ result: { isError: true } });
  });
});
