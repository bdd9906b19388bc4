import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { givenCaller } from '../../fixture/callers.fixture.js';
import { legacyCall, question } from '../../fixture/calls.fixture.js';
import { until } from '@caregate/testing';
import { givenServer, stopServers } from '../../fixture/host.fixture.js';
import { ask } from '../../fixture/http.fixture.js';

afterEach(stopServers);

const clientInfo = { name: 'spec', version: '1' };
const params = { protocolVersion: '2025-11-25', capabilities: { elicitation: {} }, clientInfo };
const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params };

const SESSION_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

async function opened(url: string, authorization = 'Bearer doctor'): Promise<string | undefined> {
  const { headers } = await ask(url, question(initialize, { authorization }));
  return headers['mcp-session-id']?.toString();
}

async function statusIn(url: string, id: string | undefined, authorization = 'Bearer doctor'): Promise<number> {
  const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };
  return (await ask(url, question(list, { 'mcp-session-id': id, authorization }))).status;
}

/** Resolves with the head of the answer. */
async function listening(url: string, id: string | undefined): Promise<IncomingMessage> {
  const headers = { authorization: 'Bearer doctor', accept: 'text/event-stream', 'mcp-session-id': id };
  const asked = request(url, { headers, agent: false });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage]; // -- of `http.request`
  return response;
}

describe('sessions over HTTP', () => {
  it('answer who listens at once, long before there is something to say', async () => {
    const { url } = await givenServer();
    const response = await listening(url, await opened(url));
    expect(response).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/event-stream' } });
    // nginx hands on no head over HTTP/2 before there is a body.
    expect(String(await once(response, 'data'))).toBe(':\n\n');
    response.destroy();
  });

  it('leave it to the client whether the connection is kept', async () => {
    const { url } = await givenServer();
    const { headers } = await ask(url, question(initialize, { connection: 'close' }));
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream', connection: 'close' });
  });

  it('are listened to again at once when the connection was lost, and by one at a time', async () => {
    const { url } = await givenServer();
    const id = await opened(url);
    const first = await listening(url, id);
    const second = await listening(url, id);
    expect(second.statusCode).toBe(409);
    second.destroy();
    first.destroy();
    await until(async () => {
      const again = await listening(url, id);
      again.destroy();
      return again.statusCode === 200;
    });
    // The SDK notices by itself when it next has something to write, after a quarter of a minute.
  }, 5_000);

  it('are listened to again by whom the connection was lost before the token had been verified', async () => {
    const { port, url, verifier } = await givenServer();
    const id = await opened(url);
    const usual = verifier.verify.bind(verifier);
    let admit = (): void => undefined;
    const verdict = new Promise<void>((resolve) => (admit = resolve));
    const asked = new Promise<void>((resolve) =>
      Object.assign(verifier, { verify: async () => (resolve(), await verdict, givenCaller()) }),
    );
    const lost = connect(port, '127.0.0.1');
    const head = ['Host: 127.0.0.1', 'Authorization: Bearer doctor', `Mcp-Session-Id: ${id}`];
    lost.write(['GET /mcp HTTP/1.1', ...head, 'Accept: text/event-stream', '', ''].join('\r\n'));
    await asked;
    lost.resetAndDestroy();
    Object.assign(verifier, { verify: usual });
    // That it has gone is heard before this.
    expect(await statusIn(url, id)).toBe(200);
    admit();
    expect(await statusIn(url, id)).toBe(200);
    const again = await listening(url, id);
    expect(again.statusCode).toBe(200);
    again.destroy();
  });

  it('that have ended answer nothing more, calls neither', async () => {
    const { url, clinic } = await givenServer();
    const id = await opened(url);
    const call = legacyCall('get_patient', { mrn: 'MRN001' }, { headers: { 'mcp-session-id': id } });
    expect((await ask(url, call)).status).toBe(200);
    await ask(url, { method: 'DELETE', headers: { authorization: 'Bearer doctor', 'mcp-session-id': id } });
    clinic.contexts.length = 0;
    expect((await ask(url, call)).status).toBe(404);
    expect(clinic.contexts).toEqual([]);
  });

  it('of one caller end one after the other, the longest unused first, when they become too many', async () => {
    const { url } = await givenServer({ limits: { sessionsPerCallerMax: 2 } });
    const [one, two] = [await opened(url), await opened(url)];
    // Answered without the session, and a use of it all the same.
    await ask(url, legacyCall('status', {}, { headers: { 'mcp-session-id': one } }));
    const three = await opened(url);
    const statuses = [await statusIn(url, one), await statusIn(url, two), await statusIn(url, three)];
    expect(statuses).toEqual([200, 404, 200]);
  });

  it('of one caller end where nobody listens before those where somebody does', async () => {
    const { url } = await givenServer({ limits: { sessionsPerCallerMax: 2 } });
    const [one, two] = [await opened(url), await opened(url)];
    const stream = await listening(url, one);
    expect(await statusIn(url, two)).toBe(200);
    await opened(url);
    expect([await statusIn(url, one), await statusIn(url, two)]).toEqual([200, 404]);
    stream.destroy();
  });

  it('of one caller leave room for those of others', async () => {
    const { url, verifier } = await givenServer({ limits: { sessionsPerCallerMax: 2, sessionsMax: 3 } });
    verifier.accept('other', givenCaller({ subject: 'dr-wilson' }));
    for (let number = 0; number < 5; number += 1) expect(await opened(url)).toMatch(SESSION_ID);
    expect(await opened(url, 'Bearer other')).toMatch(SESSION_ID);
  });

  it('of who has most make room for those of others when there is none, and for no more than it keeps', async () => {
    const { url, verifier } = await givenServer({ limits: { sessionsPerCallerMax: 2, sessionsMax: 4 } });
    const clients = ['one', 'another'].map((clientId) => givenCaller({ clientId }));
    for (const caller of clients) verifier.accept(caller.clientId, caller);
    for (const subject of ['dr-wilson', 'dr-cuddy', 'dr-foreman']) verifier.accept(subject, givenCaller({ subject }));
    const ids = [];
    for (const { clientId } of clients)
      ids.push(await opened(url, `Bearer ${clientId}`), await opened(url, `Bearer ${clientId}`));
    expect(await opened(url, 'Bearer dr-wilson')).toMatch(SESSION_ID);
    expect(await opened(url, 'Bearer dr-cuddy')).toMatch(SESSION_ID);
    expect(await opened(url, 'Bearer dr-foreman')).toBeUndefined();
    const statuses = [];
    for (const [index, id] of ids.entries())
      statuses.push(await statusIn(url, id, `Bearer ${index < 2 ? 'one' : 'another'}`));
    expect(statuses).toEqual([404, 200, 404, 200]);
  });
});
