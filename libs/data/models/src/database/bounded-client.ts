import pg from 'pg';

/** What `pg` says when its `query_timeout` is over. */
const SILENCE = 'Query read timeout';

/**
 * A connection that ends itself once a statement was not answered in time. `pg` alone gives up the answer and keeps the
 * connection: what stands open on it, a transaction for one, would be handed to the next who takes it from the pool.
 */
export class BoundedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    const watched = (...given: unknown[]): unknown => {
      const asked = query(...given);
      // Where there is no promise, a pool asked, which ends the connection of whatever failed itself.
      return asked instanceof Promise ? asked.catch((error: unknown) => this.give(error)) : asked;
    };
    // The overloads say what is answered to which question, and that stays as it is.
    this.query = watched as typeof this.query;
  }

  private async give(error: unknown): Promise<never> {
    if (error instanceof Error && error.message === SILENCE) await this.breakOff();
    throw error;
  }

  /** Not by taking leave, to which a server that is silent would have to agree; whoever holds the connection is told. */
  private breakOff(): Promise<void> {
    return new Promise((resolve) => {
      this.once('end', resolve);
      this.connection.stream.destroy();
    });
  }
}
