import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { may } from '../access/rights.js';
import type { PipelinesRepository } from '../pipelines/pipelines.repository.js';
import type { TasksRepository } from '../tasks/tasks.repository.js';
import type { OpenRecords } from './open-records.js';
import type { Peer } from './peer.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whoever is in any other room was put there by us, to stay. */
const WATCHABLE = /^(?:agents|mine|tasks|(?:task|pipeline|agent):.+)$/;

/** Of one connection. Nothing else bounds what it may name. */
const ROOMS_MAX = 1_000;

/** Who may watch what: what could be read over HTTP, and nothing else. */
export class Subscriptions {
  constructor(
    private readonly tasks: Pick<TasksRepository, 'get'>,
    private readonly pipelines: Pick<PipelinesRepository, 'get'>,
    private readonly open: Pick<OpenRecords, 'watched'>,
  ) {}

  async add(peer: Peer, rooms: readonly string[]): Promise<Record<string, unknown>> {
    for (const room of rooms) await this.admit(peer.caller, room);
    if (peer.roomCount >= ROOMS_MAX) throw new DomainError('agent.rooms.too_many');
    for (const room of rooms) peer.join(roomOf(peer.caller, room));
    return { subscribed: rooms };
  }

  remove(peer: Peer, rooms: readonly string[]): Record<string, unknown> {
    for (const room of rooms) if (WATCHABLE.test(room)) peer.leave(roomOf(peer.caller, room));
    return { unsubscribed: rooms };
  }

  private async admit(caller: Caller, room: string): Promise<void> {
    const [kind, id = ''] = room.split(':', 2);
    if (kind === 'task' && UUID.test(id)) return this.admitToTask(caller, id);
    if (kind === 'pipeline' && UUID.test(id)) return this.admitToPipeline(caller, id);
    if ((kind === 'agent' && id !== '') || room === 'agents') return demandRead(caller, 'agent:read');
    if (room === 'mine') return demandRead(caller, 'task:read');
    if (room === 'tasks') return demandRead(caller, 'task:manage');
    throw new DomainError('request.invalid');
  }

  private async admitToTask(caller: Caller, id: string): Promise<void> {
    const { status } = await this.tasks.get(caller, id);
    demandRead(caller, 'task:read');
    this.open.watched('task', id, status);
  }

  private async admitToPipeline(caller: Caller, id: string): Promise<void> {
    const { pipeline } = await this.pipelines.get(caller, id);
    demandRead(caller, 'pipeline:read');
    this.open.watched('pipeline', id, pipeline.status);
  }
}

function demandRead(caller: Caller, permission: Parameters<typeof may>[1]): void {
  if (!may(caller, permission)) throw new DomainError('access.refused', { detail: { permission } });
}

function roomOf({ subject }: Caller, room: string): string {
  return room === 'mine' ? `mine:${subject}` : room;
}
