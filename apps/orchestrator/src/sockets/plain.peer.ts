import { randomUUID } from 'node:crypto';
import type { ServerEvent, ServerPayload, SocketAnswer } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import type { WebSocket } from 'ws';
import type { Peer } from './peer.js';

/** RFC 6455 §7.4.1: a policy was violated, which for us means that the token no longer holds. */
const POLICY_VIOLATION = 1008;
/** How long the other end may take to close its half. */
const FAREWELL_MILLISECONDS = 1_000;

export class PlainPeer implements Peer {
  readonly id = randomUUID();
  private readonly rooms = new Set<string>();
  private readonly waiting = new Map<string | number, () => void>();
  private requests = 0;
  private closing = false;
  private answering = true;

  constructor(
    private readonly socket: WebSocket,
    readonly caller: Caller,
    readonly address: string | undefined,
    private readonly gone: (peer: PlainPeer) => void,
  ) {
    socket.on('pong', () => (this.answering = true));
  }

  /** Whether it has been sent away. Whatever it says after that is not listened to, as long as it may take to go. */
  get isClosing(): boolean {
    return this.closing;
  }

  get roomCount(): number {
    return this.rooms.size;
  }

  get backlogBytes(): number {
    return this.socket.bufferedAmount;
  }

  /** Asks for a sign of life (RFC 6455 §5.5.2), and hangs up where the one before was not answered. */
  beat(): void {
    if (!this.answering) return this.terminate();
    this.answering = false;
    this.socket.ping();
  }

  join(room: string): void {
    this.rooms.add(room);
  }

  leave(room: string): void {
    this.rooms.delete(room);
  }

  isIn(rooms: readonly string[]): boolean {
    return rooms.some((room) => this.rooms.has(room));
  }

  send<E extends ServerEvent>(event: E, payload: ServerPayload<E>): void {
    this.write({ type: event, payload });
  }

  answer(id: string | number | undefined, type: string, answer: SocketAnswer): void {
    this.write({
      type: answer.ok ? 'ack' : 'error',
      ...(id !== undefined && { id }),
      payload: { to: type, ...answer },
    });
  }

  /** The other end sends `{type: 'ack', id}` with the id of the frame. */
  async request<E extends ServerEvent>(
    event: E,
    payload: ServerPayload<E>,
    timeoutMilliseconds: number,
  ): Promise<void> {
    const id = (this.requests += 1);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error('No acknowledgement came in time.'));
      }, timeoutMilliseconds);
      this.waiting.set(id, () => {
        clearTimeout(timer);
        resolve();
      });
      this.write({ type: event, id, payload });
    });
  }

  acknowledged(id: string | number): void {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
  }

  close(code: string, message: string): void {
    if (this.closing) return;
    this.send('connection:closing', { code, message });
    this.closing = true;
    this.socket.close(POLICY_VIOLATION, code);
    setTimeout(() => this.terminate(), FAREWELL_MILLISECONDS).unref();
    this.gone(this);
  }

  terminate(): void {
    this.socket.terminate();
  }

  private write(frame: object): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
