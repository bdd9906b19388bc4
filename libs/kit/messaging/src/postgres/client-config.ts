import type pg from 'pg';
import type { DataSourceOptions } from 'typeorm';

/** How the data source reaches the primary; a replica may not have yet what a notification announces. */
export function clientConfigOf(options: DataSourceOptions): pg.ClientConfig {
  if (options.type !== 'postgres') throw new Error(`Messages need PostgreSQL, and the data source is ${options.type}.`);
  const { url, host, port, username, password, database, ssl } = options.replication?.master ?? options;
  return {
    ...patience,
    connectionString: url,
    host,
    port,
    user: username,
    password,
    database,
    // TypeORM types it as the options of a TLS server; it hands them to this very client.
    ssl: ssl as pg.ClientConfig['ssl'],
    application_name: `${options.applicationName ?? 'caregate'}-messaging`,
  };
}

/** Publishing, reading and the heartbeat share a connection; none waits until the answer to another is there. */
const patience: pg.ClientConfig = {
  connectionTimeoutMillis: 2000,
  query_timeout: 3000,
  keepAlive: true,
  pipeline: true,
};
