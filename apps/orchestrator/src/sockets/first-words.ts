import type { Server, Socket } from 'socket.io';

type Connection = Socket['conn'];

/** As much as a token takes, with room to spare. */
const CHARACTERS_MAX = 16 * 1024;

/** Socket.IO parses what a connection says before its token is looked at. From a stranger that is one token and no more. */
export class FirstWords {
  private readonly known = new WeakSet<Connection>();

  /** To be called once the server is attached. */
  bound(server: Server): void {
    server.engine.on('connection', (connection: Connection) => {
      let messages = 0;
      // Told of each message before it is handed on to be parsed.
      connection.on('packet', ({ type, data }: { type: string; data?: string | Buffer }) => {
        if (type !== 'message' || this.known.has(connection)) return;
        messages += 1;
        if (messages === 1 && (data?.length ?? 0) <= CHARACTERS_MAX) return;
        connection.removeAllListeners('data');
        connection.close(true);
      });
    });
  }

  letIn({ conn }: Socket): void {
    this.known.add(conn);
  }
}
