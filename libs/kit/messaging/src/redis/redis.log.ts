import type { Channel } from '@caregate/core-contracts';
import type { MessageLog } from '../message-log.port.js';
import { assertFit } from './assert-fit.js';
import { RedisConnection } from './redis.connection.js';
import { StreamReader } from './stream.reader.js';

/** Far more than any reader is ever behind; whoever is farther behind reads on at the oldest that is left. */
const ENTRIES_KEPT = 10_000;

/** One stream per channel. Plain publish/subscribe would lose what is sent while a reader reconnects. */
export class RedisLog implements MessageLog {
  readonly backend = 'redis';
  private readonly publisher: RedisConnection;

  constructor(
    private readonly url: string,
    private readonly keyPrefix = 'caregate:',
  ) {
    // A command survives one lost connection. Sent twice it does no harm, as messages only wake their readers.
    this.publisher = new RedisConnection(url, { maxRetriesPerRequest: 1, commandTimeout: 3000 });
  }

  async open(): Promise<void> {
    await this.publisher.open();
    await this.publisher.run(assertFit);
  }

  async append(channel: Channel, body: string): Promise<void> {
    const key = this.keyOf(channel);
    await this.publisher.run((client) => client.xadd(key, 'MAXLEN', '~', ENTRIES_KEPT, '*', 'body', body));
  }

  reader(channel: Channel): Promise<StreamReader> {
    return StreamReader.open(this.url, this.keyOf(channel));
  }

  async ping(): Promise<void> {
    await this.publisher.run((client) => client.ping());
  }

  close(): Promise<void> {
    return this.publisher.close();
  }

  private keyOf(channel: Channel): string {
    return `${this.keyPrefix}channel:${channel}`;
  }
}
