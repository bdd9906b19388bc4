import type { Server, Socket } from 'socket.io';

type Connection = Socket['conn'];

/** As much as a token takes, with room to spare. */
const CHARACTERS_MAX = 16 * 1024;

/** Socket.IO parses what a connection says before its token is looked at. From a stranger that is no more than a token. */
export class FirstWords {
  private readonly known = new WeakSet<Connection>();

  /** To be called once the server is attached. */
  bound(server: Server): void {
    server.engine.on('connection', (connection: Connection) => {
      // Told of each message before it is handed on to be parsed.
      connection.on('packet', ({ data }: { data?: string | Buffer }) => {
        if (this.known.has(connection) || (data?.length ?? 0) <= CHARACTERS_MAX) return;
        connection.removeAllListeners('data');
        connection.close(true);
      });
    });
  }

  letIn({ conn }: Socket): void {
    this.known.add(conn);
  }
}
