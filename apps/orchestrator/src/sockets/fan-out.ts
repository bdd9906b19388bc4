import type { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { connectionPatience } from '@caregate/data-models';
import { createAdapter as postgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as redisAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { ServerOptions } from 'socket.io';
import type { BackendLogger } from '../engine/postgres.backend.js';
import { Hearing } from './hearing.js';

/** How long a connection may take to do what was asked of it before it is ended. */
const PATIENCE_MILLISECONDS = 500;

/** Of what is ours in Redis. Channels, unlike keys, are heard in all its databases, so that theirs has the number too. */
const NAME = 'caregate:sockets';

/** Longer than the adapter's reader waits for news by itself. */
const SILENCE_MILLISECONDS = 10_000;

/** How events reach connections in other processes. */
export interface FanOut {
  readonly adapter: NonNullable<ServerOptions['adapter']>;
  readonly hearing: Hearing;
  /** Whether others can be told; what is asked of the adapter while they cannot would wait for that, without end. */
  canTell(): boolean;
  close(): Promise<void>;
}

export interface FanOutOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** To the database: one to listen on, the others to tell. */
  readonly connectionsMax?: number;
  readonly logger: BackendLogger;
}

export function openFanOut({ databaseUrl, redisUrl, connectionsMax = 4, logger }: FanOutOptions): FanOut {
  const complain = (err: Error) => logger.warn({ err }, 'events do not reach other instances at the moment');
  if (redisUrl !== undefined) return overRedis(redisUrl, complain);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'orchestrator-sockets',
    max: connectionsMax,
    ...connectionPatience(),
    // Its timers for idle connections outlive those, and would keep the process for ten seconds more.
    allowExitOnIdle: true,
  });
  pool.on('error', complain);
  pool.on('connect', (client) => outlive(client, complain));
  const hearing = new Hearing();
  pool.on('connect', (client: EventEmitter & pg.PoolClient) =>
    client.on('newListener', (event) => event === 'notification' && followPostgres(client, hearing)),
  );
  const adapter = postgresAdapter(pool, { tableName: 'orchestrator.socket_attachment', errorHandler: complain });
  return { adapter, hearing, canTell: () => true, close: closing(pool) };
}

/** The adapter asks to be told on this connection in the same breath, and what is asked here is answered behind that. */
function followPostgres(client: pg.PoolClient, hearing: Hearing): void {
  client.once('end', () => hearing.lose());
  setImmediate(
    () =>
      void client.query('select 1').then(
        () => hearing.begin(),
        () => undefined,
      ),
  );
}

/**
 * The adapter hears of no error of the connection that it listens on, which would end the process, and keeps the place of
 * each that it has lost in the pool, until none is left.
 */
function outlive(client: pg.PoolClient, complain: (err: Error) => void): void {
  client.on('error', complain);
  client.once('end', () => client.listenerCount('notification') > 0 && client.release(true));
}

/**
 * An adapter that is closed while it still opens its connection keeps that, and sets a timer to open another when it is
 * lost. So what it has begun may end, then each connection is ended here, and whoever asks for one afterwards waits
 * without a timer.
 */
function closing(pool: pg.Pool): () => Promise<void> {
  const clients = new Set<pg.PoolClient>();
  const end = async (client: pg.PoolClient) => {
    // Comes behind what the adapter has asked of it; what is lost already needs no patience.
    await Promise.race([
      client.query('select 1').catch(() => undefined),
      wait(PATIENCE_MILLISECONDS, undefined, { ref: false }),
    ]);
    await client.removeAllListeners('end').end();
  };
  let isClosing = false;
  pool.on('connect', (client) => {
    clients.add(client);
    if (isClosing) void end(client).catch(() => undefined);
  });
  pool.on('remove', (client) => clients.delete(client));
  return async () => {
    isClosing = true;
    pool.connect = () => new Promise<never>(() => undefined);
    await Promise.allSettled([...clients].map(end));
  };
}

/** After a loss it subscribes again by itself, through here too. */
function followRedis(subscriber: Redis, hearing: Hearing): void {
  subscriber.subscribe = new Proxy(subscriber.subscribe, {
    apply: (subscribe, self, channels) => {
      subscriber.once('close', () => hearing.lose());
      const subscribed: Promise<unknown> = Reflect.apply(subscribe, self, channels);
      subscribed.then(
        () => hearing.begin(),
        () => undefined,
      );
      return subscribed;
    },
  });
}

function overRedis(redisUrl: string, complain: (err: Error) => void): FanOut {
  const redis = new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    disconnectTimeout: 200,
    socketTimeout: SILENCE_MILLISECONDS,
  });
  redis.on('error', complain);
  const hearing = new Hearing();
  const connections = [redis];
  // The adapter makes connections of its own, and leaves one that waits in Redis for ever when Redis is gone.
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const another = duplicate(override);
    connections.push(another);
    followRedis(another, hearing);
    return another;
  };
  return {
    adapter: redisAdapter(redis, { streamName: NAME, channelPrefix: `${NAME}:${redis.options.db}` }),
    hearing,
    canTell: () => redis.status === 'ready',
    close: async () => {
      for (const connection of connections) connection.disconnect();
    },
  };
}
