import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { until, listen } from '@caregate/testing';
import { WebSocket } from 'ws';
import { boundUnread } from './bound-unread.js';
import { WebSockets } from './web-sockets.js';

const MEGABYTE = 1024 * 1024;
const LARGE = Buffer.alloc(16 * MEGABYTE);
/** More than the system takes of two answers for peers that read nothing. */
const BOUNDS = { bytesMax: 25 * MEGABYTE, behindMilliseconds: 300, lookMilliseconds: 20 };

const ends: (() => unknown)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function given() {
  const server = createServer((_request, response) => response.end(LARGE));
  boundUnread(server, BOUNDS);
  const port = await listen(server);
  ends.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const ask = (): Socket => {
    const socket = connect(port, '127.0.0.1');
    ends.push(() => socket.destroy());
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    return socket.on('error', () => undefined);
  };
  /** A peer that takes a little of its answer again and again. */
  const sip = () => {
    const socket = ask().pause();
    const timer = setInterval(() => socket.read(1024), 20);
    ends.push(() => clearInterval(timer));
    return socket;
  };
  return { server, port, ask, sip };
}

function openOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_none, count) => resolve(count)));
}

describe('what peers have not read', () => {
  it('costs those their connection who have been behind for longest, until it is little enough', async () => {
    const { server, sip, ask } = await given();
    const accepted: Socket[] = [];
    server.on('connection', (socket: Socket) => accepted.push(socket));
    for (let peer = 1; peer <= 4; peer += 1) {
      sip();
      await until(() => accepted.length === peer && (accepted.at(-1)?.writableLength ?? 0) > 0);
      await pause(2 * BOUNDS.lookMilliseconds);
    }
    await until(async () => (await openOf(server)) === 1);
    expect(accepted.map(({ destroyed }) => destroyed)).toEqual([true, true, true, false]);
    expect((await buffer(ask())).length).toBeGreaterThan(LARGE.length);
  });

  it('costs nobody anything as long as it is little, however long they take', async () => {
    const { server, sip } = await given();
    sip();
    await pause(3 * BOUNDS.behindMilliseconds);
    expect(await openOf(server)).toBe(1);
  });

  it('counts on WebSockets too', async () => {
    const { server, port } = await given();
    const sockets = new WebSockets({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (peer) => {
        peer.on('error', () => undefined);
        for (let piece = 0; piece < 3; piece += 1) peer.send(LARGE);
      });
    });
    const peer = new WebSocket(`ws://127.0.0.1:${port}`);
    peer.on('error', () => undefined);
    await once(peer, 'open');
    peer.pause();
    await until(async () => (await openOf(server)) === 0);
  });
});
