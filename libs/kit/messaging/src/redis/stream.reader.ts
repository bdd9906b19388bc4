import type { LogEntry, LogReader } from '../message-log.port.js';
import { RedisConnection } from './redis.connection.js';
import { streamEntries, streamReply } from './stream-reply.js';

const BATCH = 100;
const BLOCK_MILLISECONDS = 1000;

/** Reads one stream over a connection of its own, because XREAD BLOCK holds up every other command behind it. */
export class StreamReader implements LogReader {
  static async open(url: string, key: string): Promise<StreamReader> {
    // Nothing is sent again by itself after a reconnect: the position has to be looked at first.
    const connection = new RedisConnection(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    const reader = new StreamReader(connection, key);
    try {
      await connection.open();
      return reader;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  private constructor(
    private readonly connection: RedisConnection,
    private readonly key: string,
  ) {}

  async head(): Promise<string | undefined> {
    const newest = await this.connection.run((client) => client.xrevrange(this.key, '+', '-', 'COUNT', 1));
    return streamEntries.parse(newest)[0]?.id;
  }

  async after(position: string): Promise<readonly LogEntry[]> {
    const reply = await this.connection.run((client) =>
      client.xread('COUNT', BATCH, 'BLOCK', BLOCK_MILLISECONDS, 'STREAMS', this.key, position),
    );
    return streamReply.parse(reply);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
