import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { givenCaller } from '@caregate/testing';
import { WebSocket, WebSocketServer } from 'ws';
import { PlainPeer } from './plain.peer.js';

let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});
afterAll(async () => {
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

async function given(options: { readonly autoPong: boolean }) {
  const { port } = server.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`, options);
  const [socket]: WebSocket[] = await once(server, 'connection');
  if (socket === undefined) throw new Error('Nobody came.');
  return { client, socket, peer: new PlainPeer(socket, givenCaller(), undefined, () => undefined) };
}

describe('a peer on a plain WebSocket', () => {
  it('stays as long as it gives a sign of life when it is asked for one (RFC 6455 §5.5.2)', async () => {
    const { socket, peer } = await given({ autoPong: true });
    for (let nth = 0; nth < 3; nth += 1) {
      peer.beat();
      await once(socket, 'pong');
    }
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('is hung up on when it gave none by the time that it is asked again', async () => {
    const { client, peer } = await given({ autoPong: false });
    const gone = once(client, 'close');
    peer.beat();
    peer.beat();
    await gone;
  });
});
