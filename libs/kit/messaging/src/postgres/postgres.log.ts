import type { Channel } from '@caregate/core-contracts';
import type pg from 'pg';
import type { MessageLog } from '../message-log.port.js';
import type { MessagingLogger } from '../messaging.port.js';
import { reasonOf } from '../reason.js';
import { ListeningConnection } from './listening.connection.js';
import { MessageReader } from './message.reader.js';
import { trimMessages } from './message.trim.js';

const TRIM_MILLISECONDS = 600_000;

/** One table for all channels; its trigger numbers the rows in the order of their commits and notifies. */
export class PostgresLog implements MessageLog {
  readonly backend = 'postgres';
  private readonly readers = new Set<MessageReader>();
  private readonly connection: ListeningConnection;
  private readonly trimming = setInterval(() => void this.trim(), TRIM_MILLISECONDS).unref();

  constructor(
    private readonly config: pg.ClientConfig,
    private readonly logger: MessagingLogger,
  ) {
    this.connection = new ListeningConnection(config, (channel) => {
      for (const reader of this.readers) reader.hear(channel);
    });
  }

  open(): Promise<void> {
    return this.ping();
  }

  async append(channel: Channel, body: string): Promise<void> {
    await this.connection.query('insert into messaging.message (channel, body) values ($1, $2)', [channel, body]);
  }

  reader(channel: Channel): Promise<MessageReader> {
    const reader = new MessageReader(this.connection, channel, (left) => this.readers.delete(left));
    this.readers.add(reader);
    return Promise.resolve(reader);
  }

  async ping(): Promise<void> {
    await this.connection.query('select 1');
  }

  /** Every process does it now and then; what one has removed, the others do not find. */
  async trim(): Promise<void> {
    try {
      await trimMessages(this.config);
    } catch (error) {
      this.logger.warn({ cause: reasonOf(error) }, 'Old messages could not be removed; it will be tried again.');
    }
  }

  async close(): Promise<void> {
    clearInterval(this.trimming);
    await this.connection.close();
  }
}
