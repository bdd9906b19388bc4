import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SocketAnswer } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { bearerToken, foreseen, nestsTooDeep } from '@caregate/kit-http';
import { WebSockets } from '@caregate/kit-http/web-sockets';
import type { RawData, WebSocket } from 'ws';
import { pause } from '../dispatch/pause.js';
import type { News } from '../work/work.js';
import type { Peer } from './peer.js';
import { PlainPeer } from './plain.peer.js';
import { retryAfterOf, type SocketDoor } from './socket-door.js';

export interface PlainSocketsOptions {
  readonly door: SocketDoor;
  readonly connected: (peer: Peer) => void;
  readonly received: (peer: Peer, event: string, payload: unknown) => Promise<SocketAnswer>;
  readonly gone: (peer: Peer) => void;
  readonly bytesMax: number;
}

const FAREWELL_MILLISECONDS = 1_000;

/** As often as Socket.IO asks. */
const BEAT_MILLISECONDS = 25_000;

/** WebSockets that speak frames of `{type, payload}`, for clients without Socket.IO. The token is in the header. */
export class PlainSockets {
  private readonly server: WebSockets;
  private readonly peers = new Set<PlainPeer>();
  private readonly heartbeat: NodeJS.Timeout;

  constructor(private readonly options: PlainSocketsOptions) {
    this.server = new WebSockets({ noServer: true, maxPayload: options.bytesMax, perMessageDeflate: false });
    this.heartbeat = setInterval(() => this.beat(), BEAT_MILLISECONDS);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    void this.admit(request).then(
      (caller) => this.server.handleUpgrade(request, socket, head, (opened) => this.open(opened, caller, request)),
      async (thrown: unknown) => {
        await this.options.door.refused(thrown);
        socket.end(`HTTP/1.1 ${statusOf(thrown)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      },
    );
  }

  publish({ rooms, event, payload }: News): void {
    for (const peer of this.peers) if (peer.isIn(rooms)) peer.send(event, payload as never);
  }

  expel(room: string): void {
    for (const peer of this.peers) if (peer.isIn([room])) peer.close('token.revoked', 'The token is no longer valid.');
  }

  /** Whoever does not answer the farewell is cut off. */
  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    this.server.close();
    const patience = performance.now() + FAREWELL_MILLISECONDS;
    while (this.peers.size > 0 && performance.now() < patience) await pause(20);
    for (const peer of this.peers) peer.terminate();
  }

  /** A machine that vanished says nothing of it, and its agent may not have connections without end. */
  private beat(): void {
    for (const peer of this.peers) peer.beat();
  }

  private async admit(request: IncomingMessage): Promise<Caller> {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (path !== '/ws' && path !== '/') throw new DomainError('request.not_found');
    const { door } = this.options;
    return door.admit(bearerToken(request.headers), door.addressOf(request));
  }

  private open(socket: WebSocket, caller: Caller, request: IncomingMessage): void {
    const { connected, gone } = this.options;
    const peer = new PlainPeer(socket, caller, this.options.door.addressOf(request), gone);
    this.peers.add(peer);
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => void this.receive(peer, data));
    socket.on('close', () => {
      this.peers.delete(peer);
      gone(peer);
    });
    connected(peer);
  }

  private async receive(peer: PlainPeer, data: RawData): Promise<void> {
    if (peer.isClosing) return;
    const frame = frameOf(data);
    if (frame === undefined) return peer.close('request.invalid', 'A frame is JSON with the members type and payload.');
    const { type, payload, id } = frame;
    if (type === 'ack' && id !== undefined) return peer.acknowledged(id);
    const answer = await this.options.received(peer, type, payload);
    if (id !== undefined || !answer.ok) peer.answer(id, type, answer);
  }
}

function statusOf(thrown: unknown): string {
  const error = foreseen(thrown);
  const { kind } = error;
  if (kind === 'not-found') return '404 Not Found';
  if (kind === 'too-many') return `429 Too Many Requests\r\nRetry-After: ${retryAfterOf(error).retryAfterSeconds ?? 1}`;
  return kind === 'unauthenticated' ? `401 Unauthorized\r\n${challengeOf(error)}` : '503 Service Unavailable';
}

/** RFC 9110 §15.5.2 wants one; that of a token which does not hold says so (RFC 6750 §3.1). */
function challengeOf({ code }: DomainError): string {
  return `WWW-Authenticate: Bearer${code === 'token.absent' ? '' : ' error="invalid_token"'}`;
}

interface Frame {
  readonly type: string;
  readonly payload?: unknown;
  /** Comes back with the answer. */
  readonly id?: string | number;
}

function frameOf(data: RawData): Frame | undefined {
  if (Buffer.isBuffer(data) && nestsTooDeep(data)) return;
  try {
    const frame: unknown = JSON.parse(data.toString());
    if (typeof frame !== 'object' || frame === null || !('type' in frame) || typeof frame.type !== 'string') return;
    const id = 'id' in frame && (typeof frame.id === 'string' || typeof frame.id === 'number') ? { id: frame.id } : {};
    return { type: frame.type, ...('payload' in frame && { payload: frame.payload }), ...id };
  } catch {
    // What is no JSON is no frame; the peer is told so.
    return undefined;
  }
}
