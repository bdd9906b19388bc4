import { createServer, type IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import path from 'node:path';
import { edgeRoutes } from '../routes/edge-routes.js';
import type { EdgeRoute } from '../routes/edge-route.js';
import { ConsoleFiles } from './console-files.js';
import { EdgeHandler, type EdgeHandlerOptions } from './edge-handler.js';

export interface EdgeOptions extends Pick<EdgeHandlerOptions, 'verifyUrl' | 'upstreams'> {
  readonly port: number;
  readonly host?: string;
  readonly routes?: readonly EdgeRoute[];
  /** Built files of the console; absent: it is an upstream like the others. */
  readonly consoleFolder?: string | undefined;
}

export interface RunningEdge {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** An edge for one machine, without TLS: what Traefik, nginx and Caddy do by the same table, in one small process. */
export async function startEdge(options: EdgeOptions): Promise<RunningEdge> {
  const { port, host = '127.0.0.1', routes = edgeRoutes, consoleFolder, verifyUrl, upstreams } = options;
  const files = consoleFolder === undefined ? undefined : new ConsoleFiles(path.resolve(consoleFolder));
  const handler = new EdgeHandler({ routes, verifyUrl, upstreams, console: files });
  const sockets = new Set<Socket>();
  const server = createServer({ shouldUpgradeCallback: wantsSocket }, (message, response) => {
    handler.handle(message, response).catch(() => response.destroy());
  });
  server.on('upgrade', (message, socket, head) => {
    if (!(socket instanceof Socket)) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    handler.upgrade(message, socket, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    port: taken,
    url: `http://${host}:${taken}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Clients that would rather speak HTTP/2 offer `h2c` with a usual request, which goes on as it is (RFC 9110 §7.8). */
function wantsSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}
