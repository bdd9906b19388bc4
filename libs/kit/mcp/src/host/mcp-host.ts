import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import { senderAddress } from '@caregate/kit-http';
import type { FirstVersionDoor, FirstVersionRoute } from '../http/first-version/first-version.door.js';
import type { FirstVersionStreams } from '../http/first-version/first-version.streams.js';
import type { HttpDoor } from '../http/http.door.js';
import { sendRefusal } from '../http/http.refusal.js';
import type { SdkLane } from '../http/sdk/sdk.lane.js';
import type { SessionLane } from '../http/session/session.lane.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import type { StdioDoor, StdioOptions } from '../stdio/stdio.door.js';
import type { TokenWatch } from '../watch/token.watch.js';
import type { TicketDoor } from '../websocket/ticket.door.js';
import type { WsDoor } from '../websocket/ws.door.js';

export interface McpHostParts {
  readonly pipeline: Pick<CallPipeline<never>, 'idle' | 'cut'>;
  readonly http: HttpDoor;
  readonly firstVersion: { readonly door: FirstVersionDoor; readonly streams: FirstVersionStreams } | undefined;
  readonly tickets: TicketDoor;
  readonly sdk: SdkLane;
  readonly sessions: SessionLane;
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
    if (this.stopping) return turnAway(response, 'service.stopping');
    return this.parts.http.handle(request, response, body);
  }

  /** For the HTTP routes of the first EHR server, where they are offered. Never rejects. */
  async handleFirstVersion(
    route: FirstVersionRoute,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (this.stopping) return turnAway(response, 'service.stopping');
    if (this.parts.firstVersion === undefined) return turnAway(response, 'service.unavailable');
    return this.parts.firstVersion.door.handle(route, request, response);
  }

  /** For `POST` at the address where pages get a ticket for the upgrade. Never rejects. */
  async handleTicket(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.stopping) return turnAway(response, 'service.stopping');
    return this.parts.tickets.handle(request, response);
  }

  /**
   * WebSockets of this server are ours. Clients that would rather speak HTTP/2, as Java's, offer `h2c` with a usual request,
   * which goes on as it is (RFC 9110 §7.8).
   */
  takeSockets(server: Server): void {
    Object.assign(server, { shouldUpgradeCallback: wantsSocket });
    server.on('upgrade', (request, socket, head) => {
      void this.parts.websocket.upgrade(request, socket, head, senderAddress(server, request));
    });
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

  /** Refuses what is new, lets what is running finish for a while, cuts it then, and ends every connection. */
  async close(): Promise<void> {
    this.stopping = true;
    this.parts.websocket.hold();
    await within(this.parts.stopMilliseconds, this.parts.pipeline.idle());
    this.parts.pipeline.cut();
    await within(LAST_WORDS_MILLISECONDS, this.parts.pipeline.idle());
    // The answers of the last calls are written in the turn after the calls have ended.
    await setImmediate();
    this.parts.watch.close();
    this.parts.firstVersion?.streams.close();
    await Promise.all([
      this.parts.websocket.close(),
      this.parts.stdio.close(),
      this.parts.sdk.close(),
      this.parts.sessions.close(),
    ]);
    // Questions to people end with their connections, and that nobody answered them goes on the trail.
    await setImmediate();
    await within(LAST_WORDS_MILLISECONDS, this.parts.pipeline.idle());
  }
}

/** For putting on the trail what was cut, and answering it. */
const LAST_WORDS_MILLISECONDS = 1_000;

function turnAway(response: ServerResponse, code: 'service.stopping' | 'service.unavailable'): void {
  const headers = { connection: 'close' };
  sendRefusal(response, { error: new DomainError(code), requestId: randomUUID(), headers });
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, enough]);
  clearTimeout(timer);
}

function wantsSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}
