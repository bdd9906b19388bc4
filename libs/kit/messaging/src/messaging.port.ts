import type { Channel, Message } from '@caregate/core-contracts';

/**
 * How apps tell each other of changes. A message only wakes its readers, for the truth is a row of PostgreSQL; it
 * arrives at least once, in order within its channel, also after the connection was lost in between.
 */
export interface Messaging {
  /** Resolves when the backend has the message. Rejects with `message.invalid` or `messaging.unavailable`. */
  publish<C extends Channel>(channel: C, message: Message<C>): Promise<void>;
  /** What is published once this has resolved reaches the handler, one message after the other. */
  subscribe<C extends Channel>(channel: C, handler: MessageHandler<C>): Promise<Subscription>;
  health(): MessagingHealth;
  close(): Promise<void>;
}

/** A handler that fails loses this one message only; the failure is logged. */
export type MessageHandler<C extends Channel> = (message: Message<C>) => void | Promise<void>;

export interface Subscription {
  /** After it has resolved no handler runs any more, except one that itself called it. */
  close(): Promise<void>;
}

export interface MessagingHealth {
  readonly healthy: boolean;
  readonly backend: 'redis' | 'postgres';
  readonly detail?: string;
}

export interface MessagingLogger {
  warn(facts: object, message: string): void;
}
