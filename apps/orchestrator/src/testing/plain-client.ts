import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface PlainFrame {
  readonly type: string;
  readonly id?: string | number;
  // What a frame carries is what the spec looks at.
  readonly payload: any; // oxlint-disable-line typescript/no-explicit-any -- specs read frames of many shapes
}

/** A client of the WebSocket port that knows nothing of Socket.IO. */
export class PlainClient {
  readonly frames: PlainFrame[] = [];
  readonly closed: Promise<number>;
  private readonly waiting = new Set<() => void>();

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      for (const look of this.waiting) look();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  static async open(url: string, token: string): Promise<PlainClient> {
    const address = `${url.replace(/^http/, 'ws')}/ws`;
    const client = new PlainClient(new WebSocket(address, { headers: { authorization: `Bearer ${token}` } }));
    await once(client.socket, 'open');
    return client;
  }

  send(type: string, payload: object, id?: number): void {
    this.socket.send(JSON.stringify({ type, payload, ...(id !== undefined && { id }) }));
  }

  /** Sends an event and gives the answer to it. */
  async ask(type: string, payload: object): Promise<PlainFrame['payload']> {
    const id = Math.floor(Math.random() * 1e9);
    this.send(type, payload, id);
    return (await this.frame((frame) => frame.id === id && (frame.type === 'ack' || frame.type === 'error'))).payload;
  }

  frame(wanted: (frame: PlainFrame) => boolean): Promise<PlainFrame> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.frames.find(wanted);
        if (found === undefined) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  /** The next task that is brought, acknowledged. */
  async task(taskId: string, nth = 1): Promise<PlainFrame['payload']> {
    const brought = await this.frame(
      (frame) =>
        frame.type === 'task:delegate' &&
        frame.payload.taskId === taskId &&
        this.frames.filter(({ type, payload }) => type === frame.type && payload.taskId === taskId).length >= nth,
    );
    this.socket.send(JSON.stringify({ type: 'ack', id: brought.id }));
    return brought.payload;
  }

  close(): void {
    this.socket.close();
  }
}
