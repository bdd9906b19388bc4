import { createAdapter as postgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as redisAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { ServerOptions } from 'socket.io';
import type { BackendLogger } from '../engine/postgres.backend.js';

/** How events reach connections in other processes. */
export interface FanOut {
  readonly adapter: NonNullable<ServerOptions['adapter']>;
  close(): Promise<void>;
}

export interface FanOutOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly logger: BackendLogger;
}

export function openFanOut({ databaseUrl, redisUrl, logger }: FanOutOptions): FanOut {
  const complain = (err: Error) => logger.warn({ err }, 'events do not reach other instances at the moment');
  if (redisUrl !== undefined) return overRedis(redisUrl, complain);
  const pool = new pg.Pool({ connectionString: databaseUrl, application_name: 'orchestrator-sockets', max: 4 });
  pool.on('error', complain);
  const adapter = postgresAdapter(pool, { tableName: 'orchestrator.socket_attachment', errorHandler: complain });
  return { adapter, close: closing(pool) };
}

/**
 * The adapter gives back no connection that it was still opening when it was closed, and a pool waits for all that are
 * out; so each is ended here, those to come included.
 */
function closing(pool: pg.Pool): () => Promise<void> {
  const clients = new Set<pg.PoolClient>();
  let isClosing = false;
  pool.on('connect', (client) => {
    clients.add(client);
    if (isClosing) void client.end();
  });
  pool.on('remove', (client) => clients.delete(client));
  return async () => {
    isClosing = true;
    // Settles never where a connection was kept; all that it would wait for is ended below.
    void pool.end();
    await Promise.allSettled([...clients].map((client) => client.end()));
  };
}

function overRedis(redisUrl: string, complain: (err: Error) => void): FanOut {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null, disconnectTimeout: 200 });
  redis.on('error', complain);
  const connections = [redis];
  // The adapter makes connections of its own, and leaves one that waits in Redis for ever when Redis is gone.
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const another = duplicate(override);
    connections.push(another);
    return another;
  };
  return {
    adapter: redisAdapter(redis, { streamName: 'caregate:sockets' }),
    close: async () => {
      for (const connection of connections) connection.disconnect();
    },
  };
}
