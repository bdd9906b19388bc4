import type { Server } from 'node:net';

/** The port at which a server listens, which it may have chosen by itself. */
export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('The server does not listen at a port.');
}
