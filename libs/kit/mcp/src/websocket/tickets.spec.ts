import { callMessage } from '../fixture/calls.fixture.js';
import { givenHost, givenServer, listen, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';
import { Peer, refusedUpgrade } from '../fixture/socket.fixture.js';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const stop: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stop.splice(0).map((each) => each()));
  await stopServers();
});

/** The host, and the address where pages get their tickets. */
async function given(overrides: Parameters<typeof givenServer>[0] = {}) {
  const { host, ...rest } = givenHost(overrides);
  const { port } = await listen(host);
  const tickets = createServer((request, response) => void host.handleTicket(request, response));
  await new Promise<void>((resolve) => tickets.listen(0, '127.0.0.1', resolve));
  stop.push(async () => void tickets.close().closeAllConnections());
  const url = `http://127.0.0.1:${(tickets.address() as AddressInfo).port}/`; // -- TCP has no other kind of address
  const headers = { authorization: 'Bearer doctor' };
  const ticket = async (): Promise<string> => JSON.parse((await ask(url, { headers })).text).ticket;
  return { host, ...rest, url, wsUrl: `ws://127.0.0.1:${port}/`, ticket };
}

const offer = (ticket: string) => ({ headers: { 'sec-websocket-protocol': `mcp, ticket.${ticket}` } });

describe('a ticket for the upgrade, for pages that cannot set headers', () => {
  it('stands for the token for which it was issued', async () => {
    const { wsUrl, ticket, verifier } = await given();
    const peer = await Peer.open(wsUrl, {}, ['jsonrpc', `ticket.${await ticket()}`]);
    expect(peer.socket.protocol).toBe('jsonrpc');
    await expect(peer.ask(callMessage('get_patient', { mrn: 'MRN001' }))).resolves.toMatchObject({
      result: { structuredContent: { name: 'John Doe' } },
    });
    verifier.revoke('token-1');
    await expect(peer.closed).resolves.toEqual({ code: 1008, reason: 'token revoked' });
  });

  it('is good once', async () => {
    const { wsUrl, ticket } = await given();
    const once = await ticket();
    const peer = await Peer.open(wsUrl, {}, ['mcp', `ticket.${once}`]);
    expect(peer.socket.protocol).toBe('mcp');
    await expect(refusedUpgrade(wsUrl, offer(once))).resolves.toMatchObject({ status: 401 });
  });

  it('is good for half a minute', async () => {
    const clock = { now: Date.now() };
    const { wsUrl, ticket } = await given({ clock: () => new Date(clock.now) });
    const late = await ticket();
    clock.now += 31_000;
    await expect(refusedUpgrade(wsUrl, offer(late))).resolves.toMatchObject({ status: 401 });
  });

  it('opens nothing once its token has been revoked, nor when it was made up', async () => {
    const { wsUrl, ticket, verifier } = await given();
    const good = await ticket();
    verifier.revoke('token-1');
    await expect(refusedUpgrade(wsUrl, offer(good))).resolves.toMatchObject({ status: 401 });
    await expect(refusedUpgrade(wsUrl, offer('made-up'))).resolves.toMatchObject({ status: 401 });
  });

  it('is issued to nobody without a good token, and kept by no cache', async () => {
    const { url, verifier } = await given();
    verifier.refuse('old', 'token.expired');
    const anonymous = await ask(url, {});
    expect(anonymous).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('Bearer') },
    });
    await expect(ask(url, { headers: { authorization: 'Bearer old' } })).resolves.toMatchObject({ status: 401 });
    await expect(ask(url, { headers: { authorization: 'Bearer doctor' } })).resolves.toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      text: expect.stringContaining('"expires_in":30'),
    });
    const fromElsewhere = { authorization: 'Bearer doctor', origin: 'https://evil.example.org' };
    await expect(ask(url, { headers: fromElsewhere })).resolves.toMatchObject({ status: 403 });
  });
});
