import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '@caregate/core-errors';
import { WebSockets } from '@caregate/kit-http/web-sockets';
import type { ServerOptions, WebSocket } from 'ws';
import type { BearerChallenge } from '../http/bearer.challenge.js';
import type { DoorGuard } from '../http/threshold/door.guard.js';
import { purposeHeader } from '../http/threshold/purpose.header.js';
import type { CallOrigin } from '../pipeline/call.origin.js';
import { foreseen } from '../pipeline/fault.js';
import { identify, type Identity } from '../pipeline/identity.js';
import type { MetricsPort } from '../ports/metrics.port.js';
import type { RateLimitPort } from '../ports/rate-limit.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import type { HeldPlaces } from '../watch/held.places.js';
import type { TokenWatch } from '../watch/token.watch.js';
import { compression, declineOffers } from './compression.js';
import { refuseUpgrade } from './upgrade.refusal.js';
import type { UpgradeTickets } from './upgrade.tickets.js';
import { upgradeToken } from './upgrade.token.js';
import { WsConnection, type WsConnectionParts } from './ws.connection.js';

export interface WsDoorParts extends WsConnectionParts {
  readonly guard: DoorGuard;
  readonly challenge: BearerChallenge;
  readonly verifier: TokenVerifierPort;
  readonly watch: TokenWatch;
  readonly metrics: MetricsPort | undefined;
  readonly tickets: UpgradeTickets;
  readonly places: HeldPlaces;
}

interface Admitted {
  readonly token: string | undefined;
  readonly identity: Identity | undefined;
  readonly address: string | undefined;
}

/** How long a peer may take to answer a close frame. */
const CLOSE_MILLISECONDS = 2_000;

/** MCP over WebSocket, on the HTTP server of the app. */
export class WsDoor {
  private readonly server: WebSockets;
  private readonly connections = new Set<WsConnection>();
  private readonly heartbeat: NodeJS.Timeout;
  private upgrading = 0;
  private stopping = false;

  constructor(private readonly parts: WsDoorParts) {
    this.server = new WebSockets(serverOptions(parts.limits.frameBytesMax));
    this.heartbeat = setInterval(() => this.beat(), parts.limits.heartbeatMilliseconds).unref();
  }

  get size(): number {
    return this.connections.size;
  }

  /** For the `upgrade` event of the HTTP server; `address` is that of the peer. Never rejects: every fault is answered. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, address: string | undefined): Promise<void> {
    const requestId = randomUUID();
    const abandon = (): void => void socket.destroy();
    socket.on('error', abandon);
    this.upgrading += 1;
    try {
      const admitted = await this.admit(request, address);
      if (socket.destroyed) return;
      socket.once('close', this.parts.places.take({ caller: admitted.identity?.caller, address }));
      socket.off('error', abandon);
      declineOffers(request.headers);
      this.server.handleUpgrade(request, socket, head, (open) => this.welcome(open, request, admitted));
    } catch (thrown) {
      const error = foreseen(thrown, this.parts.logger, { requestId });
      refuseUpgrade(socket, { error, requestId, headers: { ...this.challengeFor(error), ...retryAfter(error) } });
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

  private async admit({ headers }: IncomingMessage, address: string | undefined): Promise<Admitted> {
    if (!this.parts.guard.admits(headers)) throw new DomainError('access.origin.refused');
    if (this.stopping) throw new DomainError('service.stopping');
    if (this.connections.size + this.upgrading > this.parts.limits.socketsMax)
      throw new DomainError('service.unavailable', { detail: { sockets: this.connections.size } });
    const token = await upgradeToken(headers, this.parts.tickets);
    const identity = token === undefined ? undefined : await this.identify(token);
    await this.count({ caller: identity?.caller, address });
    if (identity?.error !== undefined) throw identity.error;
    return { token, identity, address };
  }

  private identify(token: string): Promise<Identity> {
    return identify(this.parts.verifier, this.parts.logger, token);
  }

  private async count(who: Parameters<RateLimitPort['count']>[0]): Promise<void> {
    const allowance = await this.parts.rates?.count(who);
    if (allowance?.exceeded === true)
      throw new DomainError('request.too_many', { detail: { resetMilliseconds: allowance.resetMilliseconds } });
  }

  private challengeFor(error: DomainError) {
    if (error.kind !== 'unauthenticated') return {};
    return { 'www-authenticate': this.parts.challenge.unauthenticated(error) };
  }

  private welcome(socket: WebSocket, request: IncomingMessage, { token, identity, address }: Admitted): void {
    const caller = identity?.caller;
    const connection = new WsConnection(socket, { ...originOf(request), address, token }, caller, this.parts);
    this.connections.add(connection);
    const unwatch = caller && this.parts.watch.add(caller, (why) => void connection.end(1008, why));
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
    perMessageDeflate: compression,
    closeTimeout: CLOSE_MILLISECONDS,
    // A page has to be answered one of the subprotocols that it offers beside its ticket.
    handleProtocols: (offered) => ['mcp', 'jsonrpc'].find((protocol) => offered.has(protocol)) ?? false,
  };
}

function retryAfter({ code, detail }: DomainError): Readonly<Record<string, string>> {
  const milliseconds = Number(detail['resetMilliseconds']);
  if (code !== 'request.too_many' || Number.isNaN(milliseconds)) return {};
  return { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) };
}

/** Each call proves its token anew: a socket lives longer than the answer that its token once got. */
function originOf({ headers }: IncomingMessage): Omit<CallOrigin, 'signal' | 'token' | 'address'> {
  return {
    transport: 'websocket',
    era: 'frames',
    userAgent: headers['user-agent'],
    requestId: undefined,
    purpose: purposeHeader(headers),
    identity: undefined,
  };
}
