import type pg from 'pg';
import { BoundedClient } from './bounded-client.js';

/** As long as for a free connection. What holds a table for longer would take every connection, and with them the app. */
const PATIENCE_MILLISECONDS = 5_000;

/** For somebody who waits for an answer. What takes longer by its nature says so. */
const STATEMENT_MILLISECONDS = 10_000;

/** A server that is alive ends the statement itself, and the connection goes on. */
const GRACE_MILLISECONDS = 1_000;

/** For how long a connection and each statement on it is waited for, be it that the server neither answers nor goes away. */
export function connectionPatience(statementMilliseconds = STATEMENT_MILLISECONDS) {
  return {
    Client: BoundedClient,
    keepAlive: true,
    connectionTimeoutMillis: PATIENCE_MILLISECONDS,
    lock_timeout: PATIENCE_MILLISECONDS,
    statement_timeout: statementMilliseconds,
    query_timeout: statementMilliseconds + GRACE_MILLISECONDS,
  } satisfies pg.PoolConfig;
}
