import { DomainError } from '@caregate/core-errors';
import { httpStatusOf } from '@caregate/kit-http';
import {
  isJSONRPCRequest,
  isJSONRPCNotification,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/server';

/** What the relay needs of the transport of the SDK. */
export interface ClientSide {
  send(message: JSONRPCMessage, options?: { relatedRequestId?: RequestId }): Promise<void>;
}

interface PendingRequest {
  readonly since: number;
  readonly progressToken: string | number | undefined;
}

/** Carries messages both ways without changing them, and knows which requests still wait for their answer. */
export class Relay {
  private readonly pending = new Map<RequestId, PendingRequest>();
  /** Ids of requests that the SDK still looks at. */
  private readonly claimed = new Set<RequestId>();
  /** What the process wrote reaches the client in that order. */
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: ClientSide,
    private readonly toServer: (message: JSONRPCMessage) => void,
    private readonly hasOpenStream: () => boolean,
    private readonly onUndeliverable: (error: unknown) => void,
  ) {}

  get waiting(): number {
    return this.pending.size + this.claimed.size;
  }

  isWaiting(id: RequestId): boolean {
    return this.pending.has(id) || this.claimed.has(id);
  }

  /** No other request may have these ids, although none of them has come as far as here. Returns what ends that. */
  claim(ids: readonly RequestId[]): () => void {
    for (const id of ids) this.claimed.add(id);
    return () => ids.forEach((id) => this.claimed.delete(id));
  }

  fromClient(message: JSONRPCMessage, now: number): void {
    if (isJSONRPCRequest(message)) {
      this.claimed.delete(message.id);
      this.pending.set(message.id, { since: now, progressToken: message.params?._meta?.progressToken });
    }
    this.toServer(message);
    const cancelled = cancelledRequest(message);
    // A server does not answer what was cancelled, but the HTTP request that asked for it must end.
    if (cancelled !== undefined) this.answer(cancelled, { code: 499, message: 'The request was cancelled.' });
  }

  fromServer(message: JSONRPCMessage): void {
    if (isJSONRPCResponse(message)) return this.deliverAnswer(message);
    const relatedRequestId = this.requestBehind(message);
    this.deliver(message, relatedRequestId === undefined ? {} : { relatedRequestId });
  }

  /** Tells every waiting request, and whoever listens without one. */
  async fail(error: DomainError): Promise<void> {
    for (const id of this.pending.keys()) this.answer(id, protocolError(error));
    if (this.hasOpenStream()) this.deliver(noticeOf(error));
    await this.tail;
  }

  /** Gives up on requests that have waited longer than this. */
  expire(error: DomainError, asOf: number): void {
    const late = [...this.pending].filter(([, { since }]) => since <= asOf);
    for (const [requestId] of late) {
      this.toServer({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId, reason: 'timeout' } });
      this.answer(requestId, protocolError(error));
    }
  }

  private deliverAnswer(message: JSONRPCMessage & { id?: RequestId | undefined }): void {
    const id = this.pendingId(message.id);
    if (id === undefined || !this.pending.delete(id)) return;
    this.deliver({ ...message, id });
  }

  /** Some servers hold every id for a text; their clients do not take an answer to "1" for one to 1. */
  private pendingId(id: RequestId | undefined): RequestId | undefined {
    if (typeof id !== 'string' || this.pending.has(id)) return id;
    return [...this.pending.keys()].find((asked) => String(asked) === id);
  }

  private answer(id: RequestId, error: { code: number; message: string; data?: unknown }): void {
    if (this.pending.delete(id)) this.deliver({ jsonrpc: '2.0', id, error });
  }

  private deliver(message: JSONRPCMessage, options: { relatedRequestId?: RequestId } = {}): void {
    this.tail = this.tail
      .then(() => this.client.send(message, options))
      .catch((error: unknown) => this.undelivered(message, error));
  }

  /** Whoever asked is told so, and does not wait for ever: an answer may nest too deep to be written. */
  private async undelivered(message: JSONRPCMessage, reason: unknown): Promise<void> {
    this.onUndeliverable(reason);
    if (!isJSONRPCResponse(message) || message.id === undefined) return;
    const error = protocolError(new DomainError('service.internal'));
    await this.client.send({ jsonrpc: '2.0', id: message.id, error }).catch(this.onUndeliverable);
  }

  /**
   * On which stream a message of the server's own goes: that of the request whose progress it tells; else the
   * client's listening stream; else that of the latest request, so that a question reaches the client at all.
   */
  private requestBehind(message: JSONRPCMessage): RequestId | undefined {
    const token = progressTokenOf(message);
    const asked = [...this.pending].find(([, { progressToken }]) => token !== undefined && progressToken === token);
    if (asked !== undefined) return asked[0];
    return this.hasOpenStream() ? undefined : [...this.pending.keys()].at(-1);
  }
}

function progressTokenOf(message: JSONRPCMessage): unknown {
  const isProgress = isJSONRPCNotification(message) && message.method === 'notifications/progress';
  return isProgress ? message.params?.['progressToken'] : undefined;
}

function cancelledRequest(message: JSONRPCMessage): RequestId | undefined {
  if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') return undefined;
  const requestId = message.params?.['requestId'];
  return typeof requestId === 'string' || typeof requestId === 'number' ? requestId : undefined;
}

/** The code is the HTTP status: JSON-RPC 2.0 §5.1 keeps -32768 to -32000 for itself and MCP. */
function protocolError(error: DomainError) {
  return { code: httpStatusOf(error), message: error.publicMessage, data: { code: error.code } };
}

function noticeOf(error: DomainError): JSONRPCMessage {
  const data = { code: error.code, message: error.publicMessage };
  return {
    jsonrpc: '2.0',
    method: 'notifications/message',
    params: { level: 'error', logger: 'caregate-bridge', data },
  };
}
