import type { Channel } from '@caregate/core-contracts';
import type { MessagingHealth } from './messaging.port.js';

/** An append-only log per channel: all that the two backends differ in. Every call ends within seconds, well or badly. */
export interface MessageLog {
  readonly backend: MessagingHealth['backend'];
  open(): Promise<void>;
  append(channel: Channel, body: string): Promise<void>;
  reader(channel: Channel): Promise<LogReader>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface LogReader {
  /** Id of the newest entry; `undefined` when there is none. */
  head(): Promise<string | undefined>;
  /** Entries after the position, oldest first. Waits a second at most for the first one; then answers none. */
  after(position: string): Promise<readonly LogEntry[]>;
  /** Ends a waiting `after`. */
  close(): Promise<void>;
}

export interface LogEntry {
  readonly id: string;
  readonly body: string;
}
