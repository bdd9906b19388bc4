import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { until } from '@caregate/testing';
import { givenCaller } from '../fixture/callers.fixture.js';
import { callMessage } from '../fixture/calls.fixture.js';
import { givenHost, givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';
import { Peer, refusedUpgrade } from '../fixture/socket.fixture.js';

const stop: (() => void)[] = [];

afterEach(async () => {
  for (const each of stop.splice(0)) each();
  await stopServers();
});

const limits = { connectionsPerHolderMax: 2 };
const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('one who opens sockets and keeps them', () => {
  it('is refused clearly, by whichever client, and everybody else is let in', async () => {
    const { wsUrl, verifier } = await givenServer({ limits });
    verifier.accept('same', givenCaller({ clientId: 'another' }));
    verifier.accept('agent', givenCaller({ subject: 'scribe', onBehalfOf: 'dr-house' }));
    verifier.accept('other', givenCaller({ subject: 'dr-wilson' }));
    await Peer.open(wsUrl, as('doctor'));
    await Peer.open(wsUrl, as('same'));
    for (const token of ['doctor', 'same', 'agent'])
      await expect(refusedUpgrade(wsUrl, as(token))).resolves.toMatchObject({ status: 429 });
    await expect((await Peer.open(wsUrl, as('other'))).ask(callMessage('status'))).resolves.toMatchObject({ id: 1 });
    await expect((await Peer.open(wsUrl)).ask(callMessage('status'))).resolves.toMatchObject({ id: 1 });
  });

  it('who has shown no token is counted by address, and let in again when one has ended', async () => {
    const { wsUrl } = await givenServer({ limits });
    const first = await Peer.open(wsUrl);
    await Peer.open(wsUrl);
    await expect(refusedUpgrade(wsUrl)).resolves.toMatchObject({ status: 429 });
    first.socket.terminate();
    await until(() => Peer.open(wsUrl).then(Boolean, () => false));
    await expect(refusedUpgrade(wsUrl)).resolves.toMatchObject({ status: 429 });
  });

  it('cannot do so at once either, and holds none by a handshake that fails', async () => {
    const { url, wsUrl, host } = await givenServer({ limits });
    const wrong = { 'sec-websocket-version': '7', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
    const headers = { connection: 'Upgrade', upgrade: 'websocket', ...as('doctor').headers, ...wrong };
    for (let number = 0; number < 3; number += 1)
      await expect(ask(url, { method: 'GET', headers })).resolves.toMatchObject({ status: 400 });
    const opening = Array.from({ length: 10 }, () =>
      Peer.open(wsUrl, as('doctor')).then(
        () => 'open',
        () => 'refused',
      ),
    );
    const outcomes = await Promise.all(opening);
    expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(2);
    expect(host.openSockets()).toBe(2);
  });
});

describe('one who opens streams of version 1 and keeps them', () => {
  async function given() {
    const notice = { deprecatedSince: new Date(0), successorUrl: 'http://127.0.0.1/mcp' };
    const { host, verifier } = givenHost({ limits, firstVersion: notice });
    const server = createServer((request, response) => void host.handleFirstVersion('stream', request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop.push(
      () => server.close().closeAllConnections(),
      () => void host.close(),
    );
    const { port } = server.address() as AddressInfo; // -- TCP has no other kind of address
    return { port, url: `http://127.0.0.1:${port}/sse`, verifier };
  }

  const status = async (url: string) => (await fetch(url)).status;

  it('is refused clearly', async () => {
    const { url } = await given();
    expect([await status(url), await status(url), await status(url)]).toEqual([200, 200, 429]);
    expect((await fetch(url, as('doctor'))).status).toBe(200);
  });

  it('holds none where the connection was lost before the stream began', async () => {
    const { port, url, verifier } = await given();
    const caller = givenCaller();
    for (let number = 0; number < 3; number += 1) {
      let admit = (): void => undefined;
      const asked = new Promise<void>((arrived) =>
        Object.assign(verifier, {
          verify: () => new Promise((resolve) => (arrived(), (admit = () => resolve(caller)))),
        }),
      );
      const socket = connect(port, '127.0.0.1');
      socket.write('GET /sse HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer slow\r\n\r\n');
      await asked;
      socket.resetAndDestroy();
      await new Promise((resolve) => setTimeout(resolve, 20));
      admit();
    }
    Object.assign(verifier, { verify: async () => caller });
    expect((await fetch(url, as('doctor'))).status).toBe(200);
  });
});
