import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { Logger } from '@caregate/kit-http';
import { WebStandardStreamableHTTPServerTransport, type JSONRPCMessage } from '@modelcontextprotocol/server';
import { MalformedMessage } from '../malformed-message.error.js';
import type { ProxiedServer } from '../proxied/proxied-server.config.js';
import type { ChildEnd, ChildServer } from '../supervision/child-server.js';
import { RecentEvents } from './recent-events.js';
import { Relay } from './relay.js';
import { requestsIn } from './requests-in.js';
import type { SessionLimits } from './session-limits.js';
import { sessionOwner } from './session-owner.js';
import { protocolVersions } from './protocol-versions.js';

/** Why a session is no more; a label of metrics and a fact of the audit trail. */
export type SessionEnd = 'client' | 'idle' | 'server ended' | 'over limit' | 'not initialized' | 'stopping';

export interface SessionParts {
  readonly id: string;
  readonly server: ProxiedServer;
  readonly caller: Caller;
  readonly limits: SessionLimits;
  readonly logger: Logger;
  readonly clock: () => number;
  readonly onEnd: (session: Session, because: SessionEnd) => Promise<void>;
}

/** How long a client may take to come back for the first answer, with `Last-Event-ID`. */
const RETURN_MILLISECONDS = 5_000;

/** One client, one process: the Streamable HTTP side is the SDK's, the relay carries its messages to the process. */
export class Session {
  readonly owner: string;
  private readonly transport: WebStandardStreamableHTTPServerTransport;
  private readonly relay: Relay;
  private readonly events: RecentEvents;
  private child: ChildServer | undefined;
  private lastUsed: number;
  private leftAt: number | undefined;
  private listeners = 0;
  private ending: Promise<void> | undefined;
  private endedBy: DomainError | undefined;

  constructor(private readonly parts: SessionParts) {
    const { id, caller, limits, logger, clock } = parts;
    this.owner = sessionOwner(caller);
    this.lastUsed = clock();
    this.events = new RecentEvents({ eventsMax: limits.eventsMax, bytesMax: limits.messageBytesMax });
    this.transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      eventStore: this.events,
      supportedProtocolVersions: [...protocolVersions],
      onsessionclosed: () => void this.end('client'),
    });
    this.relay = new Relay(
      this.transport,
      (message) => this.child?.send(message),
      () => this.listeners > 0,
      (err) => logger.debug({ err }, 'a message could not be delivered to the client of a session'),
    );
    this.transport.onmessage = (message) => {
      this.lastUsed = clock();
      this.relay.fromClient(message, this.lastUsed);
    };
  }

  get id(): string {
    return this.parts.id;
  }

  get server(): ProxiedServer {
    return this.parts.server;
  }

  get caller(): Caller {
    return this.parts.caller;
  }

  get isInitialized(): boolean {
    return this.transport.sessionId !== undefined;
  }

  /** Kept once its last process is gone; `undefined` as long as nothing has ended it. */
  get gone(): Promise<void> | undefined {
    return this.ending;
  }

  /** Process group of its process. */
  get group(): number | undefined {
    return this.child?.group.id;
  }

  /** The session may have been ended while its process was being started. */
  attach(child: ChildServer): void {
    this.child = child;
    if (this.ending !== undefined) void child.stop();
  }

  /** One HTTP request of the client; `body` is its JSON. */
  async exchange(request: Request, body: unknown): Promise<Response> {
    this.leftAt = undefined;
    // A program that cannot be started ends before its first message; the client must not take that for a lost session.
    if (this.endedBy !== undefined) throw this.isInitialized ? new DomainError('bridge.session.unknown') : this.endedBy;
    this.assertKept(request.headers.get('last-event-id'));
    const ids = requestsIn(body, {
      version: request.headers.get('mcp-protocol-version'),
      room: this.parts.limits.requestsMax - this.relay.waiting,
      isWaiting: (id) => this.relay.isWaiting(id),
    });
    const release = this.relay.claim(ids);
    try {
      return await this.transport.handleRequest(request, body === undefined ? {} : { parsedBody: body });
    } finally {
      release();
    }
  }

  /** Its client has left before it had the first answer; most cannot come back, and open another session. */
  left(): void {
    this.leftAt = this.parts.clock();
  }

  /** A stream on which the client waits for what the server has to say. Returns the function that says it is gone. */
  listening(): () => void {
    this.listeners += 1;
    return () => {
      this.listeners -= 1;
    };
  }

  /** A server that talks to itself does not keep its session. */
  fromServer(message: JSONRPCMessage): void {
    if (this.listeners > 0 || this.relay.waiting > 0) this.lastUsed = this.parts.clock();
    this.relay.fromServer(message);
  }

  async childEnded(because: ChildEnd): Promise<void> {
    const code = because === 'ended' ? 'bridge.server.ended' : 'bridge.server.over_limit';
    await this.endWith(new DomainError(code), because === 'ended' ? 'server ended' : 'over limit');
  }

  /** Ends everything of it; the promise is kept when the last process of the group is gone. */
  end(because: SessionEnd): Promise<void> {
    return this.endWith(new DomainError('bridge.session.ended'), because);
  }

  /** Called every second: gives up what waits too long, and ends the session when nobody has used it for long. */
  look(now: number): void {
    const { idleMilliseconds, requestMilliseconds } = this.parts.limits;
    if (this.leftAt !== undefined && now - this.leftAt >= RETURN_MILLISECONDS) return void this.end('not initialized');
    this.relay.expire(new DomainError('service.timeout'), now - requestMilliseconds);
    if (this.relay.waiting === 0 && now - this.lastUsed >= idleMilliseconds) void this.end('idle');
  }

  /** What is lost cannot be told again; a stream that is not lost is taken from the connection that had it. */
  private assertKept(lastEventId: string | null): void {
    if (lastEventId === null || this.events.has(lastEventId)) return;
    throw new MalformedMessage(
      'no request',
      'Last-Event-ID names no event of this session after which everything is kept.',
    );
  }

  private endWith(error: DomainError, because: SessionEnd): Promise<void> {
    this.endedBy ??= error;
    this.ending ??= this.endOnce(error, because);
    return this.ending;
  }

  private async endOnce(error: DomainError, because: SessionEnd): Promise<void> {
    await this.relay.fail(error);
    await this.transport.close();
    await this.child?.stop();
    await this.parts.onEnd(this, because);
  }
}
