import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from '@caregate/testing';
import { z } from 'zod';
import { givenCaller } from '../fixture/callers.fixture.js';
import { callMessage } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { Peer, refusedUpgrade } from '../fixture/socket.fixture.js';
import { defineTool } from '../tool/define-tool.js';

afterEach(stopServers);

const asDoctor = { headers: { authorization: 'Bearer doctor' } };
const json = { ...asDoctor.headers, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

describe('an upgrade', () => {
  it.each([
    ['from a page of another origin', { origin: 'https://evil.example.org' }, 403],
    ['under another name', { headers: { host: 'evil.example.org' } }, 403],
    ['with a bad token', { headers: { authorization: 'Bearer forged' } }, 401],
  ])('%s is not granted', async (_case, options, status) => {
    const { wsUrl, host } = await givenServer();
    await expect(refusedUpgrade(wsUrl, options)).resolves.toMatchObject({ status });
    expect(host.openSockets()).toBe(0);
  });

  it('with a bad token is told where to find the authorization server', async () => {
    const { wsUrl, verifier } = await givenServer();
    verifier.refuse('old', 'token.expired');
    const { headers } = await refusedUpgrade(wsUrl, { headers: { authorization: 'Bearer old' } });
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
  });

  it('from a page of ours is granted', async () => {
    const { wsUrl, host, metrics } = await givenServer();
    const peer = await Peer.open(wsUrl, { origin: 'https://console.example.org' });
    expect(host.openSockets()).toBe(1);
    peer.socket.close();
    await peer.closed;
    expect(metrics.sockets[0]).toBe(1);
  });

  it('to HTTP/2, as clients of Java offer with each request, is left, and the request answered', async () => {
    const { url, host } = await givenServer();
    const asking = request(url, { method: 'POST', headers: { ...json, connection: 'Upgrade', upgrade: 'h2c' } });
    asking.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }));
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    expect([answer.statusCode, await text(answer)]).toEqual([200, expect.stringContaining('"id":1')]);
    expect(host.openSockets()).toBe(0);
  });

  it('negotiates compression in small windows that keep nothing from one message to the next (feature E13)', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, { ...asDoctor, perMessageDeflate: { threshold: 0 } });
    expect(peer.socket.extensions).toBe('permessage-deflate');
    const answer = await peer.ask({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { note: 'x'.repeat(5_000) } });
    expect(JSON.stringify(answer).length).toBeGreaterThan(1024);
    // Compressed, the list takes less than half on the wire.
    expect(bytesRead(peer)).toBeLessThan(JSON.stringify(answer).length / 2);
  });

  it('does without compression where the peer does not offer it', async () => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, { ...asDoctor, perMessageDeflate: false });
    expect(peer.socket.extensions).toBe('');
    await expect(peer.ask(callMessage('status'))).resolves.toMatchObject({ id: 1 });
  });

  it('refuses a compressed frame that would grow beyond the limit', async () => {
    const { wsUrl } = await givenServer({ limits: { frameBytesMax: 10_000 } });
    const peer = await Peer.open(wsUrl, { perMessageDeflate: { threshold: 0 } });
    peer.send('x'.repeat(20_000));
    await expect(peer.closed).resolves.toMatchObject({ code: 1009 });
  });

  it('beyond the limit of sockets is asked to come back', async () => {
    const { wsUrl } = await givenServer({ limits: { socketsMax: 1 } });
    await Peer.open(wsUrl);
    await expect(refusedUpgrade(wsUrl)).resolves.toMatchObject({ status: 503 });
  });

  it('whose peer is gone before the token has been verified harms nobody', async () => {
    const { port, wsUrl, verifier, host } = await givenServer();
    let fail = (_error: Error): void => undefined;
    const verdict = new Promise<never>((_resolve, reject) => (fail = reject));
    const asked = new Promise<void>((resolve) => Object.assign(verifier, { verify: () => (resolve(), verdict) }));
    const socket = createConnection(port, '127.0.0.1');
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Bearer slow\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    await asked;
    socket.resetAndDestroy();
    fail(new Error('no network'));
    await Peer.open(wsUrl);
    expect(host.openSockets()).toBe(1);
  });
});

function bytesRead({ socket }: Peer): number {
  const { _socket: inner } = Object(socket) as { _socket: { bytesRead: number } };
  return inner.bytesRead;
}

describe('a socket', () => {
  it('is closed when its token expires', async () => {
    const clock = { now: Date.now() };
    const { wsUrl } = await givenServer({ clock: () => new Date(clock.now), limits: { watchMilliseconds: 5 } });
    const peer = await Peer.open(wsUrl, asDoctor);
    clock.now += 601_000;
    await expect(peer.closed).resolves.toEqual({ code: 1008, reason: 'token expired' });
  });

  it('is closed when its token is revoked, and others are not', async () => {
    const { wsUrl, verifier } = await givenServer();
    verifier.accept('nurse', givenCaller({ tokenId: 'token-2' }));
    const doctor = await Peer.open(wsUrl, asDoctor);
    const nurse = await Peer.open(wsUrl, { headers: { authorization: 'Bearer nurse' } });
    verifier.revoke('token-1');
    await expect(doctor.closed).resolves.toEqual({ code: 1008, reason: 'token revoked' });
    await expect(nurse.ask(callMessage('status'))).resolves.toMatchObject({ id: 1 });
  });

  it('is closed when its peer leaves heartbeats unanswered', async () => {
    const { wsUrl } = await givenServer({ limits: { heartbeatMilliseconds: 5 } });
    const peer = await Peer.open(wsUrl, { autoPong: false });
    await expect(peer.closed).resolves.toEqual({ code: 1008, reason: 'heartbeats missed' });
  });

  it('stays open while its peer answers heartbeats', async () => {
    const { wsUrl, host } = await givenServer({ limits: { heartbeatMilliseconds: 5 } });
    const peer = await Peer.open(wsUrl);
    let pings = 0;
    await new Promise<void>((resolve) => peer.socket.on('ping', () => ++pings === 6 && resolve()));
    expect(host.openSockets()).toBe(1);
  });

  it('stays open while its peer speaks, though it leaves heartbeats unanswered', async () => {
    const { wsUrl, host } = await givenServer({ limits: { heartbeatMilliseconds: 5 } });
    const peer = await Peer.open(wsUrl, { autoPong: false });
    let pings = 0;
    await new Promise<void>((resolve) =>
      peer.socket.on('ping', () => (++pings === 6 ? resolve() : peer.send(callMessage('status')))),
    );
    expect(host.openSockets()).toBe(1);
  });

  it('is answered no more pings than its peer reads the answers of', async () => {
    const { wsUrl } = await givenServer();
    const { socket } = await Peer.open(wsUrl);
    let pongs = 0;
    socket.on('pong', () => (pongs += 1));
    socket.pause();
    const data = Buffer.alloc(125);
    for (let nth = 0; nth < 200_000; nth += 1) socket.ping(data);
    await new Promise<void>((resolve) => socket.ping(data, true, () => resolve()));
    socket.resume();
    const last = Buffer.from('last');
    const answered = new Promise<void>((resolve) => socket.on('pong', (echo) => echo.equals(last) && resolve()));
    const asking = setInterval(() => socket.ping(last), 100);
    await answered;
    clearInterval(asking);
    expect(pongs).toBeLessThan(150_000);
  });

  it('is closed when its peer reads nothing of its answers, whatever it says itself', async () => {
    const large = defineTool({
      name: 'large',
      title: 'Large',
      description: 'Says much.',
      input: z.strictObject({}),
      output: z.strictObject({ text: z.string() }),
      permission: 'public',
      audit: 'token.validated',
      hints: { readOnly: true },
      run: () => ({ text: randomBytes(1_000_000).toString('base64') }),
    });
    const { wsUrl, host } = await givenServer({ tools: [large], limits: { heartbeatMilliseconds: 200 } });
    const greedy = await Peer.open(wsUrl);
    greedy.socket.pause();
    for (let nth = 0; nth < 16; nth += 1) greedy.send(callMessage('large'));
    const speaking = setInterval(() => greedy.socket.pong(), 20);
    await until(() => host.openSockets() === 0);
    clearInterval(speaking);
    greedy.socket.terminate();
  });

  it('is closed at a frame that is too large, or binary', async () => {
    const { wsUrl } = await givenServer({ limits: { frameBytesMax: 100 } });
    const large = await Peer.open(wsUrl);
    large.send('x'.repeat(101));
    await expect(large.closed).resolves.toMatchObject({ code: 1009 });
    const binary = await Peer.open(wsUrl);
    binary.socket.send(Buffer.from('{}'));
    await expect(binary.closed).resolves.toEqual({ code: 1003, reason: 'text frames only' });
  });

  it('tells its tools when the peer hangs up', async () => {
    const { wsUrl, clinic } = await givenServer();
    const peer = await Peer.open(wsUrl);
    peer.send(callMessage('wait'));
    await clinic.arrived(1);
    const signal = clinic.contexts[0]?.signal;
    const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve));
    peer.socket.terminate();
    await aborted;
    clinic.release();
  });
});

describe('a peer that sends faster than it is answered', () => {
  it.each([
    ['plain JSON-RPC', [], 5],
    ['the mcp subprotocol', ['mcp'], 5],
  ])('waits once its calls fill the limit, and loses none of them (%s)', async (_case, protocols, limit) => {
    const { wsUrl, clinic } = await givenServer({ limits: { inFlightMax: limit } });
    const peer = await Peer.open(wsUrl, {}, protocols);
    const ids = Array.from({ length: 12 }, (_each, index) => index);
    for (const id of ids) peer.send({ ...callMessage('wait'), id });
    for (const held of [5, 5, 2]) {
      await clinic.arrived(held);
      expect(clinic.held).toBe(held);
      const answered = peer.heard.length + held;
      clinic.release();
      await peer.hears(answered);
    }
    expect(peer.heard.map((answer) => (answer as { id: number }).id).toSorted((a, b) => a - b)).toEqual(ids);
  });

  it('gains no place by cancelling calls whose tools are still running', async () => {
    const { wsUrl, clinic, metrics } = await givenServer({ limits: { inFlightMax: 3 } });
    const peer = await Peer.open(wsUrl, {}, ['mcp']);
    for (const id of [1, 2]) peer.send({ ...callMessage('wait'), id });
    for (const requestId of [1, 2])
      peer.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });
    peer.send({ ...callMessage('wait'), id: 3 });
    peer.send({ ...callMessage('status'), id: 4 });
    await clinic.arrived(3);
    // Whatever the first peer had in store would have been answered before the second peer is.
    const other = await Peer.open(wsUrl);
    await other.ask(callMessage('search_providers', {}));
    clinic.release();
    await peer.hears(2);
    expect(peer.heard).toEqual([expect.objectContaining({ id: 3 }), expect.objectContaining({ id: 4 })]);
    expect(metrics.calls.map(({ tool }) => tool)).toEqual(['search_providers', 'wait', 'wait', 'wait', 'status']);
  });

  it('gains no place by using one id twice', async () => {
    const { wsUrl, clinic } = await givenServer({ limits: { inFlightMax: 2 } });
    const peer = await Peer.open(wsUrl, {}, ['mcp']);
    for (const id of [1, 1, 2]) peer.send({ ...callMessage('wait'), id });
    await clinic.arrived(2);
    expect(clinic.held).toBe(2);
    clinic.release();
    await clinic.arrived(1);
    clinic.release();
    await peer.hears(3);
  });
});
