import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const UNREAD_MILLISECONDS = 60_000;

/**
 * A client that sends slowly, or reads nothing of its answer, may not hold a connection for ever: what it does not read
 * stays in memory. An answer of which nothing is there yet may take its time. Idle connections outlive those of proxies
 * (nginx 60 s, Traefik 90 s, Caddy 120 s): the side that closes first loses no request.
 */
export function boundTimes(server: Server, unreadMilliseconds = UNREAD_MILLISECONDS): void {
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 125_000;
  const answers = new WeakMap<Socket, ServerResponse>();
  server.on('request', ({ socket }, response) => answers.set(socket, response));
  server.setTimeout(unreadMilliseconds, (socket) => {
    const isAnswering = answers.get(socket)?.writableFinished === false;
    if (isAnswering && socket.writableLength === 0) socket.setTimeout(unreadMilliseconds);
    else socket.destroy();
  });
}
