import { givenCaller } from '../fixture/callers.fixture.js';
import { callMessage, modernMeta } from '../fixture/calls.fixture.js';
import { givenHost, listen, stopServers } from '../fixture/host.fixture.js';
import { Peer } from '../fixture/socket.fixture.js';
import { assembleHost } from '../host/create-mcp-host.js';
import { plainCallOf } from '../http/direct/plain.call.js';

const john = { mrn: 'MRN001' };
const authorization = 'Bearer doctor';
const initialize = {
  jsonrpc: '2.0',
  id: 'opening',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'spec', version: '1.0.0' } },
};
const last = { jsonrpc: '2.0', id: 'last', method: 'ping' };
const cancelled = (requestId: unknown) => ({
  jsonrpc: '2.0',
  method: 'notifications/cancelled',
  params: { requestId },
});
const withParams = (extra: object) => ({
  ...callMessage('get_patient', john),
  params: { name: 'get_patient', arguments: john, ...extra },
});

afterAll(stopServers);

/** A session of 2025 on a socket, with the shortcut or without. */
async function givenSession(recognize: typeof plainCallOf, opening: object = initialize) {
  const { options, verifier, clinic, trail } = givenHost();
  verifier.accept('clerk', givenCaller({ role: 'doctor', scopes: [] }));
  const { port } = await listen(assembleHost(options, recognize));
  const peer = await Peer.open(`ws://127.0.0.1:${port}/`, { headers: { authorization } }, ['mcp']);
  await peer.ask(opening);
  peer.heard.length = 0;
  return { peer, clinic, trail };
}

/** The direct lane, and how many calls it took. */
function counting() {
  const taken: string[] = [];
  const recognize: typeof plainCallOf = (headers, body) => {
    const plain = plainCallOf(headers, body);
    if (plain !== undefined) taken.push(plain.call.name);
    return plain;
  };
  return { taken, recognize };
}

/** All that is heard until the last word is answered, in the order of the ids. */
async function answersTo(peer: Peer, messages: readonly unknown[], count: number): Promise<readonly string[]> {
  for (const message of messages) peer.send(message);
  await peer.hears(count);
  await peer.ask(last);
  return peer.heard.map((answer) => alike(answer)).sort();
}

/** Request ids are the one thing that is different every time. */
function alike(said: unknown): string {
  return JSON.stringify(said).replaceAll(/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g, 'request');
}

describe('a call on a socket whose session is open', () => {
  it.each<[string, readonly unknown[], number]>([
    ['that reads', [callMessage('get_patient', john)], 1],
    ['with an id that is a text', [{ ...callMessage('status'), id: 'ünï-1' }], 1],
    ['with the id 0', [{ ...callMessage('status'), id: 0 }], 1],
    ['with an id that is no whole number', [{ ...callMessage('status'), id: 1.5 }], 1],
    ['with the id null', [{ ...callMessage('status'), id: null }], 1],
    ['without an id', [{ ...callMessage('status'), id: undefined }], 0],
    ['without arguments', [callMessage('status')], 1],
    ['with arguments that do not parse', [callMessage('get_patient', { mrn: 5, other: true })], 1],
    ['with arguments that are no object', [callMessage('get_patient', ['MRN001'])], 1],
    ['of a patient who is somebody else’s', [callMessage('get_patient', { mrn: 'MRN002' })], 1],
    ['of a patient who does not exist', [callMessage('get_patient', { mrn: 'MRN999' })], 1],
    ['with a picture in its answer', [callMessage('look_at_image', john)], 1],
    ['of a tool that does not exist', [callMessage('no_such_tool', {})], 1],
    ['that writes', [callMessage('record_vital_signs', { mrn: 'MRN001', heart_rate: 70 })], 1],
    ['that breaks', [callMessage('crash', { how: 'leaks' })], 1],
    ['with another token among its arguments', [callMessage('get_patient', { ...john, access_token: 'clerk' })], 1],
    ['with a progress token', [callMessage('get_patient', john, { progressToken: 7 })], 1],
    ['with a progress token that is none', [callMessage('get_patient', john, { progressToken: {} })], 1],
    ['with a claim of 2026-07-28', [callMessage('get_patient', john, modernMeta)], 1],
    ['with parameters that nobody knows', [withParams({ task: { ttl: 60 } }), withParams({ other: 1 })], 2],
    ['that is not JSON-RPC 2.0', [{ ...callMessage('status'), jsonrpc: '1.0' }], 1],
    ['beside two others', [1, 2, 3].map((id) => ({ ...callMessage('get_patient', john), id })), 3],
  ])('%s is answered as the SDK answers it', async (_case, messages, count) => {
    const { taken, recognize } = counting();
    const [quick, whole] = await Promise.all([givenSession(recognize), givenSession(() => undefined)]);
    const answers = await answersTo(quick.peer, messages, count);
    expect(answers).toEqual(await answersTo(whole.peer, messages, count));
    expect(alike(quick.trail.entries)).toBe(alike(whole.trail.entries));
    expect(taken.length).toBeLessThanOrEqual(messages.length);
  });

  it('takes the short way if it only reads', async () => {
    const { taken, recognize } = counting();
    const { peer } = await givenSession(recognize);
    await peer.ask(callMessage('get_patient', john));
    expect(taken).toEqual(['get_patient']);
  });

  it('is not answered once it is cancelled, and its work is told', async () => {
    const { peer, clinic } = await givenSession(plainCallOf);
    peer.send({ ...callMessage('wait'), id: 7 });
    await clinic.arrived(1);
    const [context] = clinic.contexts;
    peer.send(cancelled(7));
    await peer.ask(last);
    expect(context?.signal.aborted).toBe(true);
    clinic.release();
    await peer.ask({ ...last, id: 'later' });
    expect(peer.heard).toEqual([expect.objectContaining({ id: 'last' }), expect.objectContaining({ id: 'later' })]);
  });

  it('is ended when its peer hangs up', async () => {
    const { peer, clinic } = await givenSession(plainCallOf);
    peer.send(callMessage('wait'));
    await clinic.arrived(1);
    const [context] = clinic.contexts;
    const told = new Promise((resolve) => context?.signal.addEventListener('abort', resolve));
    peer.socket.terminate();
    await told;
    clinic.release();
  });

  it('goes to the SDK where the session is of 2026-07-28', async () => {
    const { taken, recognize } = counting();
    const discover = { jsonrpc: '2.0', id: 'opening', method: 'server/discover', params: { _meta: modernMeta } };
    const { peer } = await givenSession(recognize, discover);
    await expect(peer.ask(callMessage('get_patient', john, modernMeta))).resolves.toMatchObject({
      result: { resultType: 'complete' },
    });
    expect(taken).toEqual([]);
  });
});
