import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '@caregate/core-errors';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { BearerChallenge } from '../http/bearer.challenge.js';
import { bearerTokenOf } from '../http/bearer.token.js';
import type { DoorGuard } from '../http/door.guard.js';
import { purposeHeader } from '../http/purpose.header.js';
import type { CallOrigin } from '../pipeline/call.origin.js';
import { foreseen } from '../pipeline/fault.js';
import { identify, type Identity } from '../pipeline/identity.js';
import type { MetricsPort } from '../ports/metrics.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import type { TokenWatch } from '../watch/token.watch.js';
import { refuseUpgrade } from './upgrade.refusal.js';
import { WsConnection, type WsConnectionParts } from './ws.connection.js';

export interface WsDoorParts extends WsConnectionParts {
  readonly guard: DoorGuard;
  readonly challenge: BearerChallenge;
  readonly verifier: TokenVerifierPort;
  readonly watch: TokenWatch;
  readonly metrics: MetricsPort | undefined;
}

/** How long a peer may take to answer a close frame. */
const CLOSE_MILLISECONDS = 2_000;

/** MCP over WebSocket, on the HTTP server of the app. */
export class WsDoor {
  private readonly server: WebSocketServer;
  private readonly connections = new Set<WsConnection>();
  private readonly heartbeat: NodeJS.Timeout;
  private upgrading = 0;
  private stopping = false;

  constructor(private readonly parts: WsDoorParts) {
    this.server = new WebSocketServer(serverOptions(parts.limits.frameBytesMax));
    this.heartbeat = setInterval(() => this.beat(), parts.limits.heartbeatMilliseconds).unref();
  }

  get size(): number {
    return this.connections.size;
  }

  /** For the `upgrade` event of the HTTP server. Never rejects: every fault is answered. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const requestId = randomUUID();
    const abandon = (): void => void socket.destroy();
    socket.on('error', abandon);
    this.upgrading += 1;
    try {
      const identity = await this.admit(request);
      socket.off('error', abandon);
      this.server.handleUpgrade(request, socket, head, (open) => this.welcome(open, request, identity));
    } catch (thrown) {
      const error = foreseen(thrown, this.parts.logger, { requestId });
      refuseUpgrade(socket, { error, requestId, ...this.challengeFor(error) });
    } finally {
      this.upgrading -= 1;
    }
  }

  /** Admits nobody else, and hears nothing more of those who are here. */
  hold(): void {
    this.stopping = true;
    for (const connection of this.connections) connection.hold();
  }

  /** Tells every peer that the service stops; resolves when all are gone. */
  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    await Promise.all([...this.connections].map((connection) => connection.end(1001, 'service stopping')));
  }

  private async admit({ headers }: IncomingMessage): Promise<Identity | undefined> {
    if (!this.parts.guard.admits(headers)) throw new DomainError('access.origin.refused');
    if (this.stopping) throw new DomainError('service.stopping');
    if (this.connections.size + this.upgrading > this.parts.limits.socketsMax)
      throw new DomainError('service.unavailable', { detail: { sockets: this.connections.size } });
    const token = bearerTokenOf(headers.authorization);
    if (token === undefined) return undefined;
    const identity = await identify(this.parts.verifier, this.parts.logger, token);
    if (identity.error !== undefined) throw identity.error;
    return identity;
  }

  private challengeFor(error: DomainError) {
    if (error.kind !== 'unauthenticated') return {};
    return { headers: { 'www-authenticate': this.parts.challenge.unauthenticated(error) } };
  }

  private welcome(socket: WebSocket, request: IncomingMessage, identity: Identity | undefined): void {
    const connection = new WsConnection(socket, originOf(request), this.parts);
    this.connections.add(connection);
    const unwatch = identity?.caller && this.parts.watch.add(identity.caller, (why) => void connection.end(1008, why));
    this.parts.metrics?.socketsOpen(this.connections.size);
    socket.once('close', () => {
      unwatch?.();
      this.connections.delete(connection);
      this.parts.metrics?.socketsOpen(this.connections.size);
    });
    if (this.stopping) void connection.end(1001, 'service stopping');
  }

  private beat(): void {
    for (const connection of this.connections) connection.beat();
  }
}

function serverOptions(maxPayload: number): ServerOptions & { readonly closeTimeout: number } {
  return {
    noServer: true,
    clientTracking: false,
    maxPayload,
    // A compression context costs more memory than all the rest of an idle socket.
    perMessageDeflate: false,
    closeTimeout: CLOSE_MILLISECONDS,
    handleProtocols: (offered) => (offered.has('mcp') ? 'mcp' : false),
  };
}

/** Each call proves its token anew: a socket lives longer than the answer that its token once got. */
function originOf({ headers, socket }: IncomingMessage): Omit<CallOrigin, 'signal'> {
  return {
    transport: 'websocket',
    era: 'frames',
    address: socket.remoteAddress,
    userAgent: headers['user-agent'],
    requestId: undefined,
    token: bearerTokenOf(headers.authorization),
    purpose: purposeHeader(headers),
    identity: undefined,
  };
}
