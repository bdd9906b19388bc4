import type { Server, Socket } from 'socket.io';

type Connection = Socket['conn'];

/** As much as a token takes, with room to spare. */
const CHARACTERS_MAX = 16 * 1024;

/** Whoever polls holds no connection, and so could be any number of strangers. */
const STRANGERS_MAX = 1_000;
const HOLDS_ONE = /[?&]transport=websocket(&|$)/;

/** Socket.IO parses what a connection says before its token is looked at. From a stranger that is one token and no more. */
export class FirstWords {
  private readonly strangers = new Set<Connection>();

  /** Whether another stranger may begin in this way. */
  haveRoomFor(url: string): boolean {
    return HOLDS_ONE.test(url) || this.strangers.size < STRANGERS_MAX;
  }

  /** To be called once the server is attached. */
  bound(server: Server): void {
    server.engine.on('connection', (connection: Connection) => {
      let messages = 0;
      this.strangers.add(connection);
      connection.once('close', () => this.strangers.delete(connection));
      // Told of each message before it is handed on to be parsed.
      connection.on('packet', ({ type, data }: { type: string; data?: string | Buffer }) => {
        if (type !== 'message' || !this.strangers.has(connection)) return;
        messages += 1;
        if (messages === 1 && (data?.length ?? 0) <= CHARACTERS_MAX) return;
        connection.removeAllListeners('data');
        connection.close(true);
      });
    });
  }

  letIn({ conn }: Socket): void {
    this.strangers.delete(conn);
  }
}
