import { DomainError, type DomainErrorOptions } from '@caregate/core-errors';
import type { MessagingHealth } from './messaging.port.js';
import { reasonOf } from './reason.js';

/** The backend could not be reached in time, or refused. Whether it has the message nobody knows. */
export class MessagingUnavailable extends DomainError {
  constructor(
    backend: MessagingHealth['backend'],
    cause: unknown,
    more: Pick<DomainErrorOptions, 'publicMessage'> = {},
  ) {
    super('messaging.unavailable', { detail: { backend, reason: reasonOf(cause) }, cause, ...more });
  }
}
