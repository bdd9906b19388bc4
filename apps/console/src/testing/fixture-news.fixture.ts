import type { Server as HttpServer } from 'node:http';
import { clientEvents, serverEvents, type ServerEvent, type ServerPayload } from '@caregate/core-contracts';
import { isRole, permissionsOf } from '@caregate/core-permissions';
import { Server } from 'socket.io';
import { newsRooms } from '../live/news-rooms.js';
import type { FixtureApi } from './fixture-api.fixture.js';

/** The orchestrator's Socket.IO as the edge shows it to browsers. */
export class FixtureNews {
  /** Nobody gets past the handshake. */
  isRefusing = false;
  private readonly io: Server;

  constructor(
    server: HttpServer,
    private readonly api: FixtureApi,
  ) {
    this.io = new Server(server, {
      path: '/agents/socket.io',
      transports: ['websocket'],
      serveClient: false,
      allowRequest: (_request, decide) => decide(null, !this.isRefusing && api.role !== undefined),
    });
    this.io.on('connection', (socket) => {
      socket.on('subscribe', async (payload: unknown, answer: (said: unknown) => void) => {
        const { rooms } = clientEvents.subscribe.parse(payload);
        const isOpen = rooms.every((room) => this.openRooms().includes(room));
        if (isOpen) await socket.join(rooms);
        answer(
          isOpen ? { ok: true, data: { subscribed: rooms } } : { ok: false, error: { code: 'x', message: 'No.' } },
        );
      });
    });
  }

  /** In how many pages somebody listens to this room. */
  listeners(room: string): number {
    return this.io.of('/').adapter.rooms.get(room)?.size ?? 0;
  }

  tell<E extends ServerEvent>(room: string, event: E, payload: ServerPayload<E>): void {
    this.io.to(room).emit(event, serverEvents[event].parse(payload));
  }

  /** As when a token ends, or the orchestrator. */
  hangUp(): void {
    this.io.disconnectSockets(true);
  }

  async close(): Promise<void> {
    await this.io.close();
  }

  private openRooms(): readonly string[] {
    const { role } = this.api;
    return role !== undefined && isRole(role) ? newsRooms([...permissionsOf(role)]) : [];
  }
}
