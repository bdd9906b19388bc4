import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server as HttpServer } from 'node:http';
import { foreseen, type Logger, portOf } from '@caregate/kit-http';
import { WebSockets } from '@caregate/kit-http/web-sockets';
import { Server, type Socket } from 'socket.io';
import type { Deliveries } from '../dispatch/deliveries.js';
import type { Assignment } from '../dispatch/local-agents.js';
import type { News } from '../work/work.js';
import type { NewsDesk } from '../work/works.js';
import type { AgentSessions } from './agent-sessions.js';
import type { FanOut } from './fan-out.js';
import { FirstWords } from './first-words.js';
import { OpenRecords } from './open-records.js';
import type { Peer } from './peer.js';
import type { PeerEvents } from './peer-events.js';
import type { PeerWatch } from './peer-watch.js';
import { PlainSockets } from './plain-sockets.js';
import { retryAfterOf, type SocketDoor } from './socket-door.js';
import { SocketIoPeer } from './socket-io.peer.js';
import { ToldTasks } from './told-tasks.js';

/** How long others may take to say that they are there, after this process began to hear them. */
const SETTLED_MILLISECONDS = 10_000;
/** How long nobody is let in for want of hearing the others, who may themselves be out of reach. */
const DEAF_MILLISECONDS = 3000;
const MEBIBYTE = 1024 * 1024;
/** To ask for a connection takes a few lines. Who sends them slowly holds one no longer than on the port of the routes. */
const TIMES = { headersTimeout: 15_000, requestTimeout: 15_000, connectionsCheckingInterval: 5_000 };
/** Of Socket.IO 3 and later. Left to itself, the server answers an older client with HTTP inside the opened WebSocket. */
const PROTOCOL = /[?&]EIO=4(&|$)/;

export interface SocketServerOptions {
  readonly door: SocketDoor;
  readonly allowedOrigins: readonly string[];
  readonly fanOut: FanOut;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Who answers on connections; made after the server, since they tell their news through it. */
export interface SocketParts {
  readonly events: PeerEvents;
  readonly sessions: AgentSessions;
  readonly watch: PeerWatch;
  readonly deliveries: Pick<Deliveries, 'sendHere'>;
}

/** Socket.IO and plain WebSockets on one port: nobody gets past the handshake without a token. */
export class SocketServer implements NewsDesk {
  private readonly http: HttpServer = createServer(TIMES, (_request, response) => void response.writeHead(404).end());
  private readonly io: Server;
  private readonly plain: PlainSockets;
  private readonly told = new ToldTasks();
  private readonly firstWords = new FirstWords();
  /** What watchers here may still wait for. */
  readonly open = new OpenRecords();
  private parts: SocketParts | undefined;

  constructor(private readonly options: SocketServerOptions) {
    this.io = new Server({
      // Where clients begin unless told otherwise; they change to a WebSocket at once.
      transports: ['polling', 'websocket'],
      wsEngine: WebSockets,
      serveClient: false,
      maxHttpBufferSize: MEBIBYTE,
      perMessageDeflate: false,
      pingInterval: 25_000,
      pingTimeout: 20_000,
      destroyUpgrade: false,
      adapter: options.fanOut.adapter,
      httpCompression: false,
      allowRequest: ({ headers, url = '' }, decide) =>
        decide(null, PROTOCOL.test(url) && this.isOriginAllowed(headers) && this.firstWords.haveRoomFor(url)),
    });
    // What it said of itself before may have been answered when it did not listen yet.
    options.fanOut.hearing.on('begun', () => this.io.of('/').adapter.init());
    this.plain = new PlainSockets({
      door: options.door,
      connected: (peer) => this.welcome(peer),
      received: (peer, event, payload) => this.given().events.handle(peer, event, payload),
      gone: (peer) => this.farewell(peer),
      bytesMax: MEBIBYTE,
    });
  }

  async listen(port: number, host: string, parts: SocketParts): Promise<number> {
    this.parts = parts;
    this.io.use((socket, next) => void this.admit(socket, next));
    this.io.on('connection', (socket) => this.connected(socket));
    this.io.on('news', (news: News[]) => this.tellHere(news));
    this.io.on('deliver', (assignment: Assignment, answer: (taken: boolean) => void) =>
      this.deliver(assignment, answer),
    );
    this.io.on('expel', (agentId: string) => this.expelHere(agentId));
    this.http.on('upgrade', (request, socket, head) => {
      // Node looks after it no longer, and whoever asks may be gone before it is decided.
      socket.on('error', () => socket.destroy());
      if (request.url?.startsWith('/socket.io/')) return;
      if (!this.isOriginAllowed(request.headers)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      this.plain.upgrade(request, socket, head);
    });
    this.io.attach(this.http);
    this.firstWords.bound(this.io);
    await this.hearsOthers();
    this.http.listen(port, host);
    await once(this.http, 'listening');
    return portOf(this.http);
  }

  publish(news: readonly News[]): void {
    if (news.length === 0) return;
    this.tellHere(news);
    if (!this.options.fanOut.canTell()) return;
    void this.isAlone()
      .then((alone) => alone || this.io.serverSideEmit('news', news))
      .catch((err: unknown) => {
        this.options.logger.warn({ err }, 'news could not be told elsewhere; readers find them in the rows');
      });
  }

  /** Those who are connected to this process. */
  tellHere(news: readonly News[]): void {
    for (const each of news) {
      if (this.told.isLate(each)) continue;
      this.open.told(each);
      this.io.local.to([...each.rooms]).emit(each.event, each.payload);
      this.plain.publish(each);
    }
  }

  /** Whether an agent's connection ends in another process, which then sees to it that the task arrives. */
  async deliverElsewhere(assignment: Assignment): Promise<boolean> {
    if (!this.options.fanOut.canTell()) return false;
    return new Promise((resolve) =>
      // An instance that died a moment ago gives no answer, the others do.
      this.io.serverSideEmit('deliver', assignment, (_silent: Error | null, answers: unknown[] = []) =>
        resolve(answers.includes(true)),
      ),
    );
  }

  expel(agentId: string): void {
    this.expelHere(agentId);
    if (this.options.fanOut.canTell()) this.io.serverSideEmit('expel', agentId);
  }

  /** Whoever is connected hears why, and can go to another instance. */
  async close(): Promise<void> {
    this.parts?.watch.closeAll('service.stopping');
    this.parts?.watch.stop();
    await this.plain.close();
    await this.io.close();
    await this.options.fanOut.close();
  }

  private expelHere(agentId: string): void {
    this.io.local.in(bearersOf(agentId)).disconnectSockets(true);
    this.plain.expel(bearersOf(agentId));
  }

  /** Whoever is let in before that misses what happens elsewhere. */
  private async hearsOthers(): Promise<void> {
    const { hearing } = this.options.fanOut;
    if (hearing.lasts()) return;
    await once(hearing, 'begun', { signal: AbortSignal.timeout(DEAF_MILLISECONDS) }).catch((err: unknown) =>
      this.options.logger.warn({ err }, 'events of other instances are not heard at the moment'),
    );
  }

  private async isAlone(): Promise<boolean> {
    if (!this.options.fanOut.hearing.lasts(SETTLED_MILLISECONDS)) return false;
    return (await this.io.of('/').adapter.serverCount()) <= 1;
  }

  private deliver(assignment: Assignment, answer: (taken: boolean) => void): void {
    const { sessions, deliveries } = this.given();
    answer(sessions.has(assignment.agentId));
    void deliveries.sendHere(assignment);
  }

  /** Clients outside of browsers often name the address that they connect to, as a page of this very host would. */
  private isOriginAllowed({ origin, host }: IncomingHttpHeaders): boolean {
    if (origin === undefined || this.options.allowedOrigins.includes(origin)) return true;
    return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
  }

  private async admit(socket: Socket, next: (error?: Error) => void): Promise<void> {
    const { door } = this.options;
    try {
      socket.data.address = door.addressOf(socket.request);
      socket.data.caller = await door.admit(tokenOf(socket), socket.data.address);
      this.firstWords.letIn(socket);
      next();
    } catch (thrown) {
      const error = foreseen(thrown);
      await door.refused(thrown);
      next(Object.assign(new Error(error.publicMessage), { data: { code: error.code, ...retryAfterOf(error) } }));
    }
  }

  private connected(socket: Socket): void {
    const { events } = this.given();
    const peer = new SocketIoPeer(socket);
    this.welcome(peer);
    socket.onAny((event: string, ...given: unknown[]) => {
      // Comes last, also where the client has nothing else to say.
      const answer = typeof given.at(-1) === 'function' ? given.pop() : undefined;
      void events.handle(peer, event, given[0]).then((reply) => {
        if (typeof answer === 'function') answer(reply);
      });
    });
    socket.on('disconnect', () => this.farewell(peer));
  }

  private welcome(peer: Peer): void {
    this.given().watch.add(peer);
    const { kind, subject, expiresAtSeconds } = peer.caller;
    const agent = kind === 'agent';
    if (agent) peer.join(bearersOf(subject));
    const expiresAt = agent ? null : new Date(expiresAtSeconds * 1000).toISOString();
    peer.send('connected', { subject, agentId: agent ? subject : null, expiresAt });
  }

  private farewell(peer: Peer): void {
    const { watch, sessions } = this.given();
    watch.remove(peer);
    sessions.gone(peer);
  }

  private given(): SocketParts {
    if (this.parts === undefined) throw new Error('The socket server does not listen yet.');
    return this.parts;
  }
}

/** The room of whoever has shown the token of an agent, whether it has taken up work or not. */
function bearersOf(agentId: string): string {
  return `bearers:${agentId}`;
}

/** Where Socket.IO's client puts it, else the header; never the address, which logs keep. */
function tokenOf({ handshake }: Socket): string {
  const { token } = handshake.auth;
  if (typeof token === 'string') return token;
  return /^bearer (\S+)$/i.exec(handshake.headers.authorization ?? '')?.[1] ?? '';
}
