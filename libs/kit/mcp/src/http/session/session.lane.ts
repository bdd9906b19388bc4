import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { WebStandardStreamableHTTPServerTransport, type Server } from '@modelcontextprotocol/server';
import { DomainError } from '@caregate/core-errors';
import { isRecord } from '../../json/is-record.js';
import type { CallOrigin } from '../../pipeline/call.origin.js';
import { faultOf } from '../../pipeline/fault.js';
import type { LoggerPort } from '../../ports/logger.port.js';
import type { AnsweringParts } from '../../sdk/answers.js';
import type { SdkServerFactory } from '../../sdk/sdk-server.factory.js';
import { EventRoom } from './event.room.js';
import { Exchanges, type Exchange } from '../sdk/exchange.js';
import { flushed } from './flushed.response.js';
import { replayed } from '../sdk/replayed.request.js';
import { unbound } from '../sdk/unbound.response.js';
import type { RequestBody } from '../threshold/request.body.js';
import { SessionEvents } from './session.events.js';
import { listen, type Listened } from './session.listening.js';
import { placeFor, type SessionPlace } from './session.place.js';
import { SessionPresence } from './session.presence.js';

export interface SessionLaneOptions extends AnsweringParts {
  readonly servers: SdkServerFactory;
  readonly logger: LoggerPort;
  readonly sessionsMax: number;
  readonly sessionsPerCallerMax: number;
  readonly sessionIdleMilliseconds: number;
  readonly eventBytesMax: number;
  readonly resumeMilliseconds: number;
}

const ENDED_MAX = 10_000;

/** When a client that lost a stream asks for the rest of it. */
const RETRY_MILLISECONDS = 1_000;

interface Session extends Listened {
  readonly owner: string;
  readonly server: Server;
  readonly handle: ReturnType<typeof toNodeHandler>;
  /** Requests that are being served, streams among them. */
  running: number;
  /** By a clock that never goes back. */
  usedAt: number;
}

/**
 * Sessions of 2025-11-25 and before, for clients that can ask their person something: the question goes out on the stream
 * of the call, and the answer comes as a request of its own. All others are served without (feature X05).
 * A session identifies nobody: each of its requests proves its own token, and has to be its owner's.
 */
export class SessionLane {
  private readonly sessions = new Map<string, Session>();
  /** The last of them. */
  private readonly ended = new Set<string>();
  private readonly exchanges: Exchanges;
  private readonly room: EventRoom;
  private readonly sweeping: NodeJS.Timeout;

  constructor(private readonly options: SessionLaneOptions) {
    this.exchanges = new Exchanges(options);
    this.room = new EventRoom(options.eventBytesMax);
    this.sweeping = setInterval(() => this.sweep(), options.sessionIdleMilliseconds / 10).unref();
  }

  get size(): number {
    return this.sessions.size;
  }

  /**
   * Before anything of a request is answered, here or elsewhere. What names a session that ended here is not found, so
   * that its client opens another (Streamable HTTP, Session Management).
   */
  enter(request: IncomingMessage, origin: CallOrigin): void {
    const owner = ownerOf(origin);
    if (owner === undefined) return;
    if (this.isOver(request, owner)) throw new DomainError('request.not_found');
    const session = this.known(request, owner);
    if (session === undefined) return;
    session.usedAt = performance.now();
    session.events.touch();
  }

  /** Whether the request belongs to a session; one of another process is served without, where that is possible. */
  async handle(request: IncomingMessage, response: ServerResponse, body: RequestBody, exchange: Exchange) {
    const owner = ownerOf(exchange.origin);
    if (owner === undefined) return false;
    const session = this.known(request, owner) ?? (await this.opened(body.parsed, owner));
    if (session === undefined) {
      if (needsSession(request, body.parsed)) throw new DomainError('request.not_found');
      return false;
    }
    // A client waits for the head of its stream, not for what may one day be said on it.
    const isListening = request.method === 'GET';
    // Whoever has gone before that would be held for a listener for ever: nothing tells again that they are gone.
    if (isListening && response.destroyed) return true;
    const output = isListening ? flushed(response) : response;
    if (isListening) listen(session, request, response);
    session.running += 1;
    const signal = session.presence.signalFor(exchange.origin.signal);
    const lasting = { ...exchange, origin: { ...exchange.origin, signal } };
    try {
      await this.exchanges.run(lasting, () => session.handle(replayed(request, body.raw), output, body.parsed));
    } finally {
      session.running -= 1;
    }
    return true;
  }

  async close(): Promise<void> {
    clearInterval(this.sweeping);
    await Promise.all([...this.sessions.keys()].map((id) => this.end(id)));
  }

  private isOver({ headers }: IncomingMessage, owner: string): boolean {
    const id = headers['mcp-session-id'];
    if (typeof id !== 'string') return false;
    const session = this.sessions.get(id);
    return session === undefined ? this.ended.has(id) : session.owner !== owner;
  }

  private known({ headers }: IncomingMessage, owner: string): Session | undefined {
    const id = headers['mcp-session-id'];
    const session = typeof id === 'string' ? this.sessions.get(id) : undefined;
    return session?.owner === owner ? session : undefined;
  }

  private async opened(body: unknown, owner: string): Promise<Session | undefined> {
    if (!opensForQuestions(body) || this.placeFor(owner) === undefined) return undefined;
    const { servers, logger } = this.options;
    const server = servers.build(this.exchanges.answers('legacy'));
    const onerror = (error: Error): void => logger.info(faultOf(error), 'the SDK turned a request away');
    const events = new SessionEvents(this.room);
    const transport = new WebStandardStreamableHTTPServerTransport({
      eventStore: events,
      retryInterval: RETRY_MILLISECONDS,
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        const giver = this.placeFor(owner)?.of;
        if (giver !== undefined) this.endIdlestOf(giver);
        this.sessions.set(id, session);
      },
      onsessionclosed: (id) => this.end(id),
    });
    const answer = async (web: Request, given: Parameters<typeof transport.handleRequest>[1]) =>
      unbound(await transport.handleRequest(web, given ?? {}));
    const node = toNodeHandler({ fetch: answer }, { onerror });
    const stopListening = (): void => transport.closeStandaloneSSEStream();
    const presence = new SessionPresence(this.options.resumeMilliseconds);
    const parts = { owner, server, handle: node, stopListening, events, presence };
    const session: Session = { ...parts, running: 0, usedAt: performance.now() };
    await server.connect(transport);
    return session;
  }

  private placeFor(owner: string): SessionPlace | undefined {
    return placeFor(owner, this.sessions.values(), this.options);
  }

  private endIdlestOf(owner: string): void {
    const own = [...this.sessions].filter(([, session]) => session.owner === owner);
    own.sort(([, one], [, other]) => one.running - other.running || one.usedAt - other.usedAt);
    const [id] = own[0] ?? [];
    if (id !== undefined) void this.end(id);
  }

  private sweep(): void {
    const oldest = performance.now() - this.options.sessionIdleMilliseconds;
    for (const [id, { usedAt }] of this.sessions) if (usedAt < oldest) void this.end(id);
  }

  private remember(id: string): void {
    this.ended.add(id);
    for (const oldest of this.ended) {
      if (this.ended.size <= ENDED_MAX) return;
      this.ended.delete(oldest);
    }
  }

  private async end(id: string): Promise<void> {
    const session = this.sessions.get(id);
    this.sessions.delete(id);
    this.remember(id);
    session?.presence.end();
    session?.events.end();
    await session?.server.close();
  }
}

function ownerOf({ identity }: CallOrigin): string | undefined {
  const caller = identity?.caller;
  return caller && JSON.stringify([caller.subject, caller.clientId, caller.onBehalfOf]);
}

function opensForQuestions(body: unknown): boolean {
  if (!isRecord(body) || body['method'] !== 'initialize' || !isRecord(body['params'])) return false;
  const { capabilities } = body['params'];
  return isRecord(capabilities) && capabilities['elicitation'] !== undefined;
}

/** Answers of a person, streams and farewells are of their session or of none. */
function needsSession({ headers, method }: IncomingMessage, body: unknown): boolean {
  if (headers['mcp-session-id'] === undefined) return false;
  return method !== 'POST' || (isRecord(body) && !('method' in body));
}
