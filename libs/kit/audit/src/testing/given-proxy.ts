import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface GivenProxy {
  /** The same database by way of the proxy. */
  readonly url: string;
  /** From now on answers of the server are swallowed; what is sent to it still arrives. */
  swallowAnswers(): void;
  /** Answers pass again; connections whose answers were swallowed are cut. */
  recover(): void;
  close(): Promise<void>;
}

/** For specs: a network that can be broken. */
export async function givenProxy(databaseUrl: string): Promise<GivenProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let swallowing = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => swallowing || client.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  // It listens on a port, not on a pipe.
  url.port = `${(server.address() as AddressInfo).port}`;
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    swallowAnswers: () => (swallowing = true),
    recover: () => {
      swallowing = false;
      cut();
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
