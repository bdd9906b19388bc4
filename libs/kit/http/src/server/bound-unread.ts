import type { Server } from 'node:http';
import type { Socket } from 'node:net';

interface UnreadBounds {
  readonly bytesMax: number;
  /** How long a peer may be behind, however much the others hold. */
  readonly behindMilliseconds: number;
  readonly lookMilliseconds: number;
}

/** Of all connections together: what a process has left beside its work, within the memory that it is deployed with. */
const defaults: UnreadBounds = { bytesMax: 64 * 1024 * 1024, behindMilliseconds: 5_000, lookMilliseconds: 1_000 };

/**
 * What peers have not read yet stays in memory. A thousand of them may read a little each, so that none is idle; when it
 * is too much of all together, whoever has been behind for longest is cut off first. WebSockets were connections of the
 * server too.
 */
export function boundUnread(server: Server, { bytesMax, behindMilliseconds, lookMilliseconds } = defaults): void {
  const open = new Set<Socket>();
  /** Since when they are; the longest first. */
  const behind = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      behind.delete(socket);
    });
  });
  const look = (): void => {
    const now = performance.now();
    let unreadBytes = 0;
    for (const socket of open) {
      unreadBytes += socket.writableLength;
      if (socket.writableLength === 0) behind.delete(socket);
      else if (!behind.has(socket)) behind.set(socket, now);
    }
    for (const [socket, since] of behind) {
      if (unreadBytes <= bytesMax || now - since < behindMilliseconds) return;
      unreadBytes -= socket.writableLength;
      socket.destroy();
    }
  };
  const timer = setInterval(look, lookMilliseconds).unref();
  server.once('close', () => clearInterval(timer));
}
