import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { listen } from '@caregate/testing';
import { sendWebResponse } from './web-exchange.js';

/** The response to a client that has gone before there was anything to send. */
async function givenDeserted(): Promise<ServerResponse> {
  const server = createServer();
  const socket = connect(await listen(server), '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse]; // -- of `node:http`
  socket.resetAndDestroy();
  await once(response, 'close');
  server.close();
  return response;
}

describe('the answer to a client that has gone meanwhile', () => {
  it('is given up at once, so that the client can listen anew', async () => {
    let isCancelled = false;
    const silent = new ReadableStream({ cancel: () => void (isCancelled = true) });
    await sendWebResponse(new Response(silent), await givenDeserted(), 1_000);
    expect(isCancelled).toBe(true);
  });
});

describe('a stream on which a client listens', () => {
  it('begins at once with what is no event, as nginx hands on no head over HTTP/2 before there is a body', async () => {
    const server = createServer((_request, response) => {
      const silent = new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
      void sendWebResponse(silent, response, 1_000);
    });
    const port = await listen(server);
    const { body } = await fetch(`http://127.0.0.1:${port}/`);
    const reader = body?.getReader();
    expect(String(Buffer.from((await reader?.read())?.value ?? []))).toBe(':\n\n');
    await reader?.cancel();
    server.close().closeAllConnections();
  });
});
