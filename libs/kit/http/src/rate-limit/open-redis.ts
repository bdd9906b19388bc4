import type { Redis, RedisOptions } from 'ioredis';

/** Who waits for an answer here waits for a request to be let in, so that one which does not come soon is none. */
const ANSWER_MILLISECONDS = 1000;

/** The sooner of the two, as it ends the connection too: whoever asks next is told at once, instead of waiting as well. */
const SILENCE_MILLISECONDS = 800;

/** Without the option that changes the shape of replies, and with it the type of the client. */
const patience: Omit<RedisOptions, 'replyMapping'> = {
  enableOfflineQueue: false,
  // Never sent twice: a code whose first use was answered into a broken connection would be called used by the second.
  maxRetriesPerRequest: 0,
  connectTimeout: ANSWER_MILLISECONDS,
  // The first for a server that takes connections and says nothing, the second for one that answers others only.
  socketTimeout: SILENCE_MILLISECONDS,
  commandTimeout: ANSWER_MILLISECONDS,
  retryStrategy: (attempts) => Math.min(attempts * 50, 500),
  // After a failover the old primary is read-only; its name leads to the new one.
  reconnectOnError: ({ message }) => message.startsWith('READONLY'),
};

/**
 * Connected, or known not to be: what comes before that would be counted elsewhere, or fail without need. While it is away
 * each process counts for itself, and who needs what is kept there is refused; no reason to end.
 */
export async function openRedis(url: string): Promise<Redis> {
  // Most processes have no Redis, and need not load its client.
  const { Redis: Client } = await import('ioredis');
  const redis = new Client(url, patience);
  redis.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    redis.once('ready', resolve);
    redis.once('error', () => resolve());
  });
  return redis;
}
