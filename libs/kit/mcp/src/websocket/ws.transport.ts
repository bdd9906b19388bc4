import { setImmediate } from 'node:timers/promises';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';

type RequestId = string | number;

export interface SocketOutput {
  /** Resolves when the text has left the process. */
  readonly send: (text: string) => Promise<void>;
  readonly close: () => void;
  /** Resolves when no call of this socket is running. */
  readonly idle: () => Promise<void>;
}

/** An SDK transport over frames that somebody else reads. */
export class WsTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** By id, oldest first: a peer that uses an id twice does not get a place for free. */
  private readonly unanswered = new Map<RequestId, (() => void)[]>();
  /** What the peer was asked and has not answered. */
  private readonly asked = new Set<unknown>();

  constructor(private readonly output: SocketOutput) {}

  async start(): Promise<void> {
    // The socket was open before there was a transport.
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if ('method' in message && 'id' in message) this.asked.add(message.id);
    await this.output.send(JSON.stringify(message));
    if (!('method' in message) && message.id !== undefined) this.settle(message.id);
  }

  /** Whether this is the answer to something that was asked; the next one with its id is none. */
  takeAnswer({ method, id }: Readonly<Record<string, unknown>>): boolean {
    return method === undefined && this.asked.delete(id);
  }

  async close(): Promise<void> {
    this.output.close();
    this.closed();
  }

  /** Resolves when the message needs no more of the socket: a request when its answer has left. */
  deliver(message: JSONRPCMessage): Promise<void> {
    const done = 'method' in message && 'id' in message ? this.answered(message.id) : Promise.resolve();
    this.onmessage?.(message);
    const cancelled = cancelledBy(message);
    if (cancelled !== undefined) void this.settleIdle(cancelled);
    return done;
  }

  /** The peer is gone. */
  closed(): void {
    for (const waiting of this.unanswered.values()) for (const resolve of waiting) resolve();
    this.unanswered.clear();
    const { onclose } = this;
    delete this.onclose;
    onclose?.();
  }

  private answered(id: RequestId): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.unanswered.get(id);
      if (waiting === undefined) this.unanswered.set(id, [resolve]);
      else waiting.push(resolve);
    });
  }

  /** The SDK never answers a cancelled request, but its tool may still be running, or be about to. */
  private async settleIdle(id: RequestId): Promise<void> {
    await setImmediate();
    await this.output.idle();
    this.settle(id);
  }

  private settle(id: RequestId): void {
    const waiting = this.unanswered.get(id);
    waiting?.shift()?.();
    if (waiting?.length === 0) this.unanswered.delete(id);
  }
}

function cancelledBy(message: JSONRPCMessage): RequestId | undefined {
  if (!('method' in message) || message.method !== 'notifications/cancelled') return undefined;
  const id = message.params?.['requestId'];
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
