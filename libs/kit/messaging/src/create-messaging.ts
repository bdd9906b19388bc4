import { DomainError } from '@caregate/core-errors';
import type { DataSource } from 'typeorm';
import { BackendAway } from './backend-away.error.js';
import { LogMessaging } from './log.messaging.js';
import type { MessageLog } from './message-log.port.js';
import type { Messaging, MessagingLogger } from './messaging.port.js';
import { clientConfigOf } from './postgres/client-config.js';
import { PostgresLog } from './postgres/postgres.log.js';
import { RedisLog } from './redis/redis.log.js';

export interface CreateMessagingOptions {
  /** Redis Streams when given; otherwise the table `messaging.message` of the database. */
  readonly redisUrl?: string | undefined;
  /** Tells installations apart that share one Redis. */
  readonly redisKeyPrefix?: string | undefined;
  /** Says where the database is; messaging keeps a connection of its own, so that a busy pool delays no message. */
  readonly dataSource: Pick<DataSource, 'options'>;
  readonly logger?: MessagingLogger | undefined;
}

/**
 * Resolves when the backend answers; rejects with `messaging.unavailable` when it does not,
 * and with `messaging.redis.unfit` when it never will.
 */
export async function createMessaging(options: CreateMessagingOptions): Promise<Messaging> {
  const logger = options.logger ?? silent;
  const log = logOf(options, logger);
  try {
    await log.open();
  } catch (error) {
    await log.close();
    if (error instanceof DomainError) throw error;
    throw new BackendAway({ backend: log.backend, redisUrl: options.redisUrl }, error);
  }
  return new LogMessaging(log, logger);
}

function logOf({ redisUrl, redisKeyPrefix, dataSource }: CreateMessagingOptions, logger: MessagingLogger): MessageLog {
  if (redisUrl === undefined) return new PostgresLog(clientConfigOf(dataSource.options), logger);
  return new RedisLog(redisUrl, redisKeyPrefix);
}

const silent: MessagingLogger = { warn: () => {} };
