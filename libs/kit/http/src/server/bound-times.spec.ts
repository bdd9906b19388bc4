import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { until, listen } from '@caregate/testing';
import { boundTimes } from './bound-times.js';

/** Longer than a loaded machine stands still: client and server are one process here. */
const UNREAD_MILLISECONDS = 500;
const ends: (() => unknown)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function given(answer: RequestListener) {
  const server = createServer(answer);
  boundTimes(server, UNREAD_MILLISECONDS);
  const port = await listen(server);
  ends.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const ask = (): Socket => {
    const socket = connect(port, '127.0.0.1');
    ends.push(() => socket.destroy());
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket.on('error', () => undefined);
  };
  const open = () => new Promise<number>((resolve) => server.getConnections((_none, count) => resolve(count)));
  return { ask, open };
}

const LARGE = Buffer.alloc(32 * 1024 * 1024);

describe('a connection', () => {
  it.each<[string, RequestListener]>([
    ['in one piece', (_request, response) => response.end(LARGE)],
    [
      'piece by piece',
      (_request, response) => {
        const write = (): boolean => response.write(LARGE.subarray(0, 1024 * 1024));
        response.on('drain', write);
        write();
      },
    ],
  ])('is ended when nothing of its answer is read, sent %s', async (_how, answer) => {
    const { ask, open } = await given(answer);
    ask().pause();
    await until(async () => (await open()) === 1);
    await until(async () => (await open()) === 0);
  });

  it('is kept for an answer that is read slowly', async () => {
    const { ask } = await given((_request, response) => response.end(LARGE));
    let [bytes, chunks] = [0, 0];
    for await (const chunk of ask()) {
      bytes += chunk.length;
      chunks += 1;
      if (bytes > LARGE.length) break;
      if (chunks % 20 === 0) await pause(UNREAD_MILLISECONDS / 4);
    }
    expect(bytes).toBeGreaterThan(LARGE.length);
  });

  it('is kept for an answer that is not there yet, and for a stream on which nothing is said', async () => {
    const { ask } = await given(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      await pause(UNREAD_MILLISECONDS * 5);
      response.end('late');
    });
    const socket = ask();
    let said = '';
    for await (const chunk of socket) {
      said += String(chunk);
      if (said.includes('late')) return;
    }
    throw new Error('The connection was ended before its answer.');
  });
});
