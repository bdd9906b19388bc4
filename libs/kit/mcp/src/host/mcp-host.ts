import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import type { HttpDoor } from '../http/http.door.js';
import { sendRefusal } from '../http/http.refusal.js';
import type { SdkLane } from '../http/sdk.lane.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import type { StdioDoor, StdioOptions } from '../stdio/stdio.door.js';
import type { TokenWatch } from '../watch/token.watch.js';
import type { WsDoor } from '../websocket/ws.door.js';

export interface McpHostParts {
  readonly pipeline: Pick<CallPipeline<never>, 'idle'>;
  readonly http: HttpDoor;
  readonly sdk: SdkLane;
  readonly websocket: WsDoor;
  readonly stdio: StdioDoor;
  readonly watch: TokenWatch;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly stopMilliseconds: number;
}

/** One set of tools behind three doors: Streamable HTTP, WebSocket and stdio. */
export class McpHost {
  private stopping = false;

  constructor(private readonly parts: McpHostParts) {}

  /** For every method at the MCP address; `body` when a framework has parsed it. Never rejects. */
  async handleHttp(request: IncomingMessage, response: ServerResponse, body?: unknown): Promise<void> {
    if (!this.stopping) return this.parts.http.handle(request, response, body);
    const headers = { connection: 'close' };
    sendRefusal(response, { error: new DomainError('service.stopping'), requestId: randomUUID(), headers });
  }

  /** For the `upgrade` event of the same `http.Server`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    void this.parts.websocket.upgrade(request, socket, head);
  }

  /** Resolves when the peer has closed the stream. */
  serveStdio(options: StdioOptions = {}): Promise<void> {
    return this.parts.stdio.serve(options);
  }

  /** The document of RFC 9728, for the well-known address of `protectedResourceMetadataUrl`. */
  protectedResourceMetadata(): object {
    return this.parts.metadata;
  }

  openSockets(): number {
    return this.parts.websocket.size;
  }

  /** Refuses what is new, lets what is running finish for a while, and ends every connection. */
  async close(): Promise<void> {
    this.stopping = true;
    this.parts.websocket.hold();
    await within(this.parts.stopMilliseconds, this.parts.pipeline.idle());
    // The answers of the last calls are written in the turn after the calls have ended.
    await setImmediate();
    this.parts.watch.close();
    await Promise.all([this.parts.websocket.close(), this.parts.stdio.close(), this.parts.sdk.close()]);
  }
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, enough]);
  clearTimeout(timer);
}
