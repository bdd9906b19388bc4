import { Redis, type RedisOptions } from 'ioredis';

/** Without the option that changes the shape of replies, and with it the type of the client. */
type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

/** A connection that reconnects by itself and whose commands end within seconds, also on a network that swallows them. */
export class RedisConnection {
  private readonly client: Redis;
  private lastError: unknown;

  constructor(url: string, options: ConnectionOptions = {}) {
    this.client = new Redis(url, { ...patience, ...options });
    // Why commands fail: their own errors only say that there is no connection.
    this.client.on('error', (error: unknown) => (this.lastError = error));
    this.client.on('ready', () => (this.lastError = undefined));
  }

  async open(): Promise<void> {
    await this.run((client) => client.connect());
  }

  async run<T>(command: (client: Redis) => Promise<T>): Promise<T> {
    try {
      return await command(this.client);
    } catch (error) {
      throw this.lastError ?? error;
    }
  }

  async close(): Promise<void> {
    const open = socketStates.has(this.client.status);
    const ended = new Promise<void>((resolve) => this.client.once('end', resolve));
    this.client.disconnect();
    if (open) await ended;
  }
}

const patience: ConnectionOptions = {
  lazyConnect: true,
  connectionName: 'caregate-messaging',
  connectTimeout: 2000,
  // Readers hear something every second, the publisher has its heartbeat; whoever hears nothing has a dead connection.
  socketTimeout: 3000,
  disconnectTimeout: 100,
  retryStrategy: (attempts) => Math.min(attempts * 50, 500),
  // After a failover the old primary is read-only; its name leads to the new one, where the command is sent again.
  reconnectOnError: ({ message }) => (message.startsWith('READONLY') ? 2 : false),
};

const socketStates: ReadonlySet<string> = new Set(['connecting', 'connect', 'ready']);
