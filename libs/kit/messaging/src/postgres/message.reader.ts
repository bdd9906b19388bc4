import type { Channel } from '@caregate/core-contracts';
import { z } from 'zod';
import type { LogEntry, LogReader } from '../message-log.port.js';
import type { ListeningConnection } from './listening.connection.js';
import { WakeUp } from './wake-up.js';

const BATCH = 100;

/** Notifications make it fast; without any (a pooler that keeps no session, say) this is how late a message comes. */
const POLL_MILLISECONDS = 1000;

/** Reads one channel of the table. A notification carries no content: the rows after the position are what is new. */
export class MessageReader implements LogReader {
  private readonly bell = new WakeUp();
  private closed = false;

  constructor(
    private readonly connection: ListeningConnection,
    private readonly channel: Channel,
    private readonly leave: (reader: MessageReader) => void,
  ) {}

  /** `undefined` means that anything may have happened. */
  hear(channel: string | undefined): void {
    if (channel === undefined || channel === this.channel) this.bell.ring();
  }

  async head(): Promise<string | undefined> {
    const rows = await this.connection.query(
      'select max(id)::text as id from messaging.message where channel = $1 having max(id) is not null',
      [this.channel],
    );
    return heads.parse(rows)[0]?.id;
  }

  async after(position: string): Promise<readonly LogEntry[]> {
    const present = await this.read(position);
    if (present.length > 0 || this.closed) return present;
    await this.bell.wait(POLL_MILLISECONDS);
    return this.closed ? [] : this.read(position);
  }

  close(): Promise<void> {
    this.closed = true;
    this.leave(this);
    this.bell.ring();
    return Promise.resolve();
  }

  private async read(position: string): Promise<readonly LogEntry[]> {
    const rows = await this.connection.query(
      'select m.id::text, m.body::text from messaging.message m where m.channel = $1 and m.id > $2 order by m.id limit $3',
      [this.channel, position, BATCH],
    );
    return entries.parse(rows);
  }
}

const heads = z.array(z.object({ id: z.string() }));
const entries = z.array(z.object({ id: z.string(), body: z.string() }));
