import { EventEmitter } from 'node:events';
import type pg from 'pg';

type Query = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

/**
 * What BullMQ is given as its pool. Each of its workers wants a connection of its own to listen on, always to the same
 * channel; here they share one, so that there may be as many queues as there are capabilities.
 */
export class ListeningPool extends EventEmitter {
  readonly options = { keepAlive: true };
  private listening: Promise<pg.PoolClient> | undefined;
  private readonly shares = new Set<Share>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: pg.Pool) {
    super();
    this.setMaxListeners(0);
  }

  readonly query: Query = (text, values) => this.pool.query(text, values);

  async connect(): Promise<Share> {
    this.listening ??= this.open();
    const client = await this.listening;
    const share: Share = new Share(
      (text, values) => this.inTurn(() => client.query(text, values)),
      () => this.shares.delete(share),
    );
    this.shares.add(share);
    return share;
  }

  async end(): Promise<void> {
    const client = await this.listening?.catch(() => undefined);
    client?.release(true);
    await this.pool.end();
  }

  private async open(): Promise<pg.PoolClient> {
    try {
      const client = await this.pool.connect();
      client.on('notification', (message) => this.tell('notification', message));
      client.on('error', (error) => this.lost(client, error));
      return client;
    } catch (error) {
      this.listening = undefined;
      throw error;
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  /** Each worker asks for another connection, and listens anew. */
  private lost(client: pg.PoolClient, error: Error): void {
    this.listening = undefined;
    client.release(true);
    this.tell('error', error);
  }

  private tell(event: 'notification' | 'error', what: unknown): void {
    for (const share of this.shares) if (share.listenerCount(event) > 0) share.emit(event, what);
  }
}

/** As much of a client as somebody needs who listens. */
class Share extends EventEmitter {
  constructor(
    readonly query: Query,
    readonly release: () => void,
  ) {
    super();
    this.setMaxListeners(0);
  }
}
