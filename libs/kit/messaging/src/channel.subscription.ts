import { AsyncLocalStorage } from 'node:async_hooks';
import type { Channel } from '@caregate/core-contracts';
import { beginning, isBefore } from './log-position.js';
import type { LogEntry, LogReader } from './message-log.port.js';
import { decodeMessage } from './message.codec.js';
import type { MessageHandler, MessagingLogger, Subscription } from './messaging.port.js';
import { pause } from './pause.js';
import { reasonOf } from './reason.js';

export interface Following<C extends Channel> {
  readonly channel: C;
  readonly handler: MessageHandler<C>;
  readonly reader: LogReader;
  readonly logger: MessagingLogger;
}

/** Follows one channel from a position onwards; whatever happens to the connection, it goes on where it was. */
export class ChannelSubscription<C extends Channel> implements Subscription {
  private readonly stopping = new AbortController();
  private readonly stopped: Promise<void>;
  private failures = 0;
  private reason: string | undefined;

  /** The reader is the subscription's from here on, also when it cannot start. */
  static async start<C extends Channel>(following: Following<C>): Promise<ChannelSubscription<C>> {
    try {
      return new ChannelSubscription(following, (await following.reader.head()) ?? beginning);
    } catch (error) {
      await following.reader.close();
      throw error;
    }
  }

  private constructor(
    private readonly following: Following<C>,
    private position: string,
  ) {
    this.stopped = this.run();
  }

  /** Why it does not receive at present; `undefined` when all is well. */
  failure(): string | undefined {
    return this.reason;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.following.reader.close();
    // A handler that closes its own subscription would wait for itself.
    if (handling.getStore() !== this) await this.stopped;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.advance();
      } catch (error) {
        await this.failed(error);
      }
    }
  }

  private async advance(): Promise<void> {
    if (this.reason !== undefined) await this.reposition();
    this.reason = undefined;
    const entries = await this.following.reader.after(this.position);
    this.failures = 0;
    if (entries.length === 0 && !this.stopping.signal.aborted) await this.reposition();
    for (const entry of entries) await this.take(entry);
  }

  /** A log that was emptied, or restored from an older copy, counts anew: all that it holds then is news. */
  private async reposition(): Promise<void> {
    const head = await this.following.reader.head();
    if (head !== undefined && !isBefore(head, this.position)) return;
    if (head !== undefined) this.warn({ position: this.position, head }, 'The channel began anew; reading all of it.');
    this.position = beginning;
  }

  private async take(entry: LogEntry): Promise<void> {
    if (this.stopping.signal.aborted) return;
    await this.deliver(entry);
    this.position = entry.id;
  }

  private async deliver({ id, body }: LogEntry): Promise<void> {
    const message = this.decoded(id, body);
    if (message === undefined) return;
    try {
      await handling.run(this, () => this.following.handler(message));
    } catch (error) {
      this.warn({ id, err: error }, 'A handler failed on a message; the subscription goes on.');
    }
  }

  private decoded(id: string, body: string) {
    try {
      return decodeMessage(this.following.channel, body);
    } catch (error) {
      this.warn({ id, err: error }, 'A message was skipped, because it has not the shape of its channel.');
      return undefined;
    }
  }

  private async failed(error: unknown): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.failures += 1;
    this.reason = reasonOf(error);
    if (this.failures === 1) this.warn({ cause: this.reason }, 'A subscription was interrupted; it will be resumed.');
    await pause(Math.min(25 * 2 ** this.failures, 500), this.stopping.signal);
  }

  private warn(facts: object, message: string): void {
    const { channel, logger } = this.following;
    logger.warn({ channel, ...facts }, message);
  }
}

/** Whose handler is running. */
const handling = new AsyncLocalStorage<unknown>();
