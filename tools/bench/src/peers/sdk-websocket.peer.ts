import { createServer } from 'node:http';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { WebSocketServer, type WebSocket } from 'ws';
import { listen } from './listen.js';
import { constantServer } from './patient.sample.js';

/** The least that carries the SDK over a WebSocket. */
class SocketTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;

  constructor(private readonly socket: WebSocket) {}

  async start(): Promise<void> {
    this.socket.on('message', (data) => this.onmessage?.(JSON.parse(String(data))));
    this.socket.on('close', () => this.onclose?.());
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.socket.send(JSON.stringify(message));
  }

  async close(): Promise<void> {
    this.socket.close();
  }
}

const server = createServer();
new WebSocketServer({ server, handleProtocols: (protocols) => (protocols.has('mcp') ? 'mcp' : false) }).on(
  'connection',
  (socket) => void serveStdio(constantServer, { transport: new SocketTransport(socket) }),
);
listen(server);
