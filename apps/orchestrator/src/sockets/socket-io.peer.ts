import type { ServerEvent, ServerPayload } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import type { Socket } from 'socket.io';
import type { Peer } from './peer.js';

export class SocketIoPeer implements Peer {
  readonly id: string;
  readonly caller: Caller;
  readonly address: string | undefined;
  private waitingBytes = 0;

  constructor(private readonly socket: Socket) {
    this.id = socket.id;
    this.caller = socket.data.caller;
    this.address = socket.data.address;
    // What is made waits until all before it is written, and then leaves at once.
    socket.conn.on('packetCreate', ({ data }: { data?: string | Buffer }) => (this.waitingBytes += data?.length ?? 0));
    socket.conn.on('flush', () => (this.waitingBytes = 0));
  }

  get roomCount(): number {
    return this.socket.rooms.size;
  }

  get backlogBytes(): number {
    return this.waitingBytes;
  }

  join(room: string): void {
    void this.socket.join(room);
  }

  leave(room: string): void {
    void this.socket.leave(room);
  }

  send<E extends ServerEvent>(event: E, payload: ServerPayload<E>): void {
    this.socket.emit(event, payload);
  }

  async request<E extends ServerEvent>(
    event: E,
    payload: ServerPayload<E>,
    timeoutMilliseconds: number,
  ): Promise<void> {
    await this.socket.timeout(timeoutMilliseconds).emitWithAck(event, payload);
  }

  close(code: string, message: string): void {
    this.socket.emit('connection:closing', { code, message });
    this.socket.disconnect(true);
  }

  terminate(): void {
    this.socket.conn.close(true);
  }
}
