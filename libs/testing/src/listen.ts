import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** Has a server listen on the loopback interface, and answers its port; without one, the system chooses. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // TCP has no other kind of address.
  return (server.address() as AddressInfo).port;
}
