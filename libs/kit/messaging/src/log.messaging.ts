import type { Channel, Message } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { ChannelSubscription } from './channel.subscription.js';
import { encodeMessage } from './message.codec.js';
import type { MessageLog } from './message-log.port.js';
import { MessagingUnavailable } from './messaging-unavailable.error.js';
import type { MessageHandler, Messaging, MessagingHealth, MessagingLogger, Subscription } from './messaging.port.js';
import { reasonOf } from './reason.js';

const HEARTBEAT_MILLISECONDS = 1000;

/** Somebody waits for whoever publishes, and a message only wakes its readers, who look by themselves as well. */
const PUBLISH_MILLISECONDS = 1000;

/** Messaging over a log, whichever it is. */
export class LogMessaging implements Messaging {
  private readonly followed = new Set<Followed>();
  private readonly heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MILLISECONDS).unref();
  private beating = false;
  private failure: string | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly log: MessageLog,
    private readonly logger: MessagingLogger,
  ) {}

  async publish<C extends Channel>(channel: C, message: Message<C>): Promise<void> {
    const body = encodeMessage(channel, message);
    await this.reach(() => withinTime(this.log.append(channel, body)));
  }

  async subscribe<C extends Channel>(channel: C, handler: MessageHandler<C>): Promise<Subscription> {
    return this.reach(async () => {
      const reader = await this.log.reader(channel);
      const following = { channel, handler, reader, logger: this.logger };
      return this.keep(await ChannelSubscription.start(following));
    });
  }

  health(): MessagingHealth {
    const { backend } = this.log;
    const failures = [this.failure, ...[...this.followed].map((subscription) => subscription.failure())];
    const detail = this.closing ? 'closed' : failures.find((failure) => failure !== undefined);
    return detail === undefined ? { healthy: true, backend } : { healthy: false, backend, detail };
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async keep(subscription: Followed): Promise<Subscription> {
    if (this.closing) await subscription.close();
    this.assertOpen();
    this.followed.add(subscription);
    return {
      close: async () => {
        this.followed.delete(subscription);
        await subscription.close();
      },
    };
  }

  private async reach<T>(work: () => Promise<T>): Promise<T> {
    this.assertOpen();
    try {
      const result = await work();
      this.failure = undefined;
      return result;
    } catch (error) {
      this.assertOpen();
      this.failure = reasonOf(error);
      throw new MessagingUnavailable(this.log.backend, error);
    }
  }

  private assertOpen(): void {
    if (this.closing) throw new DomainError('service.stopping');
  }

  private async beat(): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    try {
      await this.log.ping();
      this.failure = undefined;
    } catch (error) {
      this.failure = reasonOf(error);
    } finally {
      this.beating = false;
    }
  }

  private async end(): Promise<void> {
    clearInterval(this.heartbeat);
    const ends = [...this.followed].map((subscription) => subscription.close());
    // At once, so that nobody waits for the answer of a server that gives none.
    await Promise.all([...ends, this.log.close()]);
  }
}

async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), PUBLISH_MILLISECONDS).unref();
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

type Followed = Pick<ChannelSubscription<Channel>, 'close' | 'failure'>;
