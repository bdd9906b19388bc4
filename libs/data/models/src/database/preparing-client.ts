import pg from 'pg';
import { BoundedClient } from './bounded-client.js';
import { StatementNames } from './statement-names.js';

/** "cached plan must not change result type": a migration has changed the type of a column meanwhile. */
const PLAN_OUTDATED = '0A000';

type Query = (text: string | pg.QueryConfig, values?: unknown[]) => Promise<unknown>;

/**
 * Prepares statements that come again: to parse and plan most of ours takes the database longer than to answer them. A
 * pooler between has to leave a connection its session, as our advisory locks ask of it anyway.
 */
export class PreparingClient extends BoundedClient {
  private readonly names = new StatementNames();

  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as Query;
    const preparing = (...given: Parameters<Query>): Promise<unknown> => {
      const [text, values] = given;
      // Whoever hands over more than a text and its values, such as a callback, wants the statement as it is.
      if (typeof text !== 'string' || !Array.isArray(values) || given.length > 2) return query(...given);
      const name = this.names.nameOf(text);
      if (name === undefined) return query(text, values);
      return query({ name, text, values }).catch((error: unknown) => this.anew(error, query, text, values));
    };
    // The overloads say what is answered to which question, and that stays as it is.
    this.query = preparing as typeof this.query;
  }

  /** Nothing was done yet; but a transaction cannot go on, and whoever began it is told. */
  private anew(error: unknown, query: Query, text: string, values: unknown[]): Promise<unknown> {
    const outdated = error instanceof pg.DatabaseError && error.code === PLAN_OUTDATED;
    if (outdated) this.names.forget(text);
    if (!outdated || this.getTransactionStatus() !== 'I') throw error;
    return query(text, values);
  }
}
