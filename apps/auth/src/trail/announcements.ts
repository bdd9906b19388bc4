import type { Channel, Message } from '@caregate/core-contracts';
import type { Logger } from '@caregate/kit-http';
import type { Messaging } from '@caregate/kit-messaging';

/**
 * Tells others of a change that stands. Messages only wake them, they look by themselves as well: so whoever made the
 * change is not told that it failed, and would make it again, because nobody could be woken.
 */
export class Announcements implements Pick<Messaging, 'publish'> {
  constructor(
    private readonly messaging: Pick<Messaging, 'publish'>,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  async publish<C extends Channel>(channel: C, message: Message<C>): Promise<void> {
    try {
      await this.messaging.publish(channel, message);
    } catch (err) {
      this.logger.warn({ err, channel }, 'A change stands but could not be announced.');
    }
  }
}
