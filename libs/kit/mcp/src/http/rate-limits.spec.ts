import { Client } from '@modelcontextprotocol/client';
import { RateLimiter, rateLimitKey } from '@caregate/kit-http';
import { until } from '@caregate/testing';
import { givenCaller } from '../fixture/callers.fixture.js';
import { callMessage, legacyCall, modernCall, question } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';
import { Peer, refusedUpgrade } from '../fixture/socket.fixture.js';
import { bookVisit } from '../fixture/visit.fixture.js';
import { WsClientTransport } from '../fixture/ws-client.transport.fixture.js';
import { isRecord } from '../json/is-record.js';
import type { Counted, RateLimitPort } from '../ports/rate-limit.port.js';

afterEach(stopServers);

function ratesOf(requests: number): RateLimitPort {
  const limiter = new RateLimiter({ limits: { client: { requests, seconds: 60, by: 'client' } } });
  return {
    count: ({ caller, address }: Counted) =>
      limiter.consume('client', rateLimitKey('client', { requestId: '', transport: 'http', caller, address })),
  };
}

const asDoctor = { headers: { authorization: 'Bearer doctor' } };

describe('the rate limit of a client (feature M16)', () => {
  it('is told with each answer over HTTP, and then how long to wait', async () => {
    const { url } = await givenServer({ rates: ratesOf(2) });
    const first = await ask(url, modernCall('status'));
    expect(first).toMatchObject({ status: 200, headers: { 'ratelimit-limit': '2', 'x-ratelimit-remaining': '1' } });
    await ask(url, legacyCall('status'));
    const third = await ask(url, question({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, {}));
    expect(third).toMatchObject({ status: 429, headers: { 'x-ratelimit-remaining': '0' } });
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(50);
    expect(JSON.parse(third.text)).toMatchObject({ error: { code: 429, data: { code: 'request.too_many' } } });
  });

  it('counts each part of a batch', async () => {
    const { url, clinic } = await givenServer({ rates: ratesOf(3) });
    const batch = (size: number) =>
      question(
        Array.from({ length: size }, () => callMessage('status')),
        {},
      );
    await expect(ask(url, batch(4))).resolves.toMatchObject({ status: 429 });
    expect(clinic.contexts).toEqual([]);
    await expect(ask(url, batch(0))).resolves.toMatchObject({ status: 429 });
  });

  it('counts frames that are no messages too, and closes the socket of who goes on sending them', async () => {
    const { wsUrl } = await givenServer({ rates: ratesOf(4) });
    // The upgrade is the first.
    const peer = await Peer.open(wsUrl, asDoctor);
    for (const frame of ['{', '[]', '{}']) await peer.ask(frame);
    peer.send('x'.repeat(100_000));
    await expect(peer.closed).resolves.toEqual({ code: 1008, reason: 'too many frames that are no messages' });
    expect(peer.heard).toHaveLength(3);
  });

  it('is one limit for HTTP and WebSocket together', async () => {
    const { url, wsUrl } = await givenServer({ rates: ratesOf(3) });
    await ask(url, modernCall('status'));
    // The upgrade is the second.
    const peer = await Peer.open(wsUrl, asDoctor);
    await expect(peer.ask(callMessage('status'))).resolves.toMatchObject({ result: expect.anything() });
    await expect(peer.ask(callMessage('status'))).resolves.toMatchObject({
      id: 1,
      error: { code: 429, data: { code: 'request.too_many', limit: 3, retry_after: expect.any(Number) } },
    });
    await expect(ask(url, modernCall('status'))).resolves.toMatchObject({ status: 429 });
    const refused = await refusedUpgrade(wsUrl, asDoctor);
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) } });
  });

  it('holds in the mcp subprotocol too, and hears no notifications beyond it', async () => {
    const { wsUrl } = await givenServer({ rates: ratesOf(2) });
    const peer = await Peer.open(wsUrl, asDoctor, ['mcp']);
    await expect(peer.ask({ jsonrpc: '2.0', id: 1, method: 'ping' })).resolves.toMatchObject({ result: {} });
    peer.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    await expect(peer.ask({ jsonrpc: '2.0', id: 2, method: 'ping' })).resolves.toMatchObject({ error: { code: 429 } });
    expect(peer.heard).toHaveLength(2);
  });

  it.each([[[]], [['mcp']]])('counts answers that nobody asked for (%j)', async (protocols) => {
    const { wsUrl } = await givenServer({ rates: ratesOf(3) });
    const peer = await Peer.open(wsUrl, asDoctor, protocols);
    for (const id of [7, 7]) peer.send({ jsonrpc: '2.0', id, result: {} });
    peer.send({ jsonrpc: '2.0', id: 8, method: 'ping' });
    const answered = () => peer.heard.find((said) => isRecord(said) && said['id'] === 8);
    await until(() => answered() !== undefined);
    expect(answered()).toMatchObject({ error: { code: 429 } });
  });

  it('does not count the answer of a person who was asked', async () => {
    // The upgrade, two frames of the handshake and the call.
    const { wsUrl } = await givenServer({ rates: ratesOf(4), tools: [bookVisit] });
    const client = new Client({ name: 'spec', version: '1.0.0' }, { capabilities: { elicitation: {} } });
    client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { confirm: true } }));
    await client.connect(new WsClientTransport(wsUrl, asDoctor.headers));
    const booked = await client.callTool({ name: 'book_visit', arguments: { mrn: 'MRN001' } });
    expect(booked).not.toHaveProperty('isError', true);
    await client.close();
  });

  it('counts clients apart, also those that bring their token among the arguments', async () => {
    const { url, wsUrl, verifier } = await givenServer({ rates: ratesOf(1) });
    verifier.accept('nurse', givenCaller({ tokenId: 'token-2', clientId: 'client-2' }));
    await expect(ask(url, modernCall('status'))).resolves.toMatchObject({ status: 200 });
    await expect(ask(url, modernCall('status'))).resolves.toMatchObject({ status: 429 });
    const anonymous = { headers: { authorization: undefined } };
    const byArgument = modernCall('status', { access_token: 'nurse' }, anonymous);
    await expect(ask(url, byArgument)).resolves.toMatchObject({ status: 200 });
    await expect(ask(url, byArgument)).resolves.toMatchObject({ status: 429 });
    // Nobody has been counted under the address yet.
    const peer = await Peer.open(wsUrl);
    await expect(peer.ask(callMessage('status', { access_token: 'nurse' }))).resolves.toMatchObject({
      error: { code: 429 },
    });
  });

  it('counts those who have proved nothing by their address, guesses of tokens among them', async () => {
    const { url } = await givenServer({ rates: ratesOf(2) });
    const guess = (token: string) => ask(url, modernCall('get_patient', {}, { headers: { authorization: token } }));
    expect((await guess('Bearer a')).status).toBe(401);
    expect((await guess('Bearer b')).status).toBe(401);
    expect((await guess('Bearer c')).status).toBe(429);
    await expect(ask(url, modernCall('status'))).resolves.toMatchObject({ status: 200 });
  });

  it('refuses what it cannot count', async () => {
    const broken = { count: () => Promise.reject(new Error('nothing counts')) };
    const { url, wsUrl } = await givenServer({ rates: broken });
    await expect(ask(url, modernCall('status'))).resolves.toMatchObject({ status: 500 });
    await expect(refusedUpgrade(wsUrl, asDoctor)).resolves.toMatchObject({ status: 500 });
  });
});
