import { WebSocketServer, type ServerOptions } from 'ws';

const UNREAD_BYTES_MAX = 64 * 1024;

type Upgrade = Parameters<WebSocketServer['handleUpgrade']>;

/**
 * WebSockets of either protocol. Pings are answered (RFC 6455 §5.5.2) as long as the other end reads the answers; else they
 * would pile up without end.
 */
export class WebSockets extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, autoPong: false });
  }

  override handleUpgrade(...[request, socket, head, opened]: Upgrade): void {
    super.handleUpgrade(request, socket, head, (webSocket, asked) => {
      webSocket.on('ping', (data) => {
        if (webSocket.bufferedAmount <= UNREAD_BYTES_MAX) webSocket.pong(data);
      });
      opened(webSocket, asked);
    });
  }
}
