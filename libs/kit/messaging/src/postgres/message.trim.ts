import pg from 'pg';

/** How long a reader may be away without missing anything. */
const KEPT = '1 day';

/** A long absence of all processes may leave much to remove. */
const PATIENCE_MILLISECONDS = 60_000;

/** Removes old messages, over a connection of its own, as no message should wait for it. */
export async function trimMessages(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...config, pipeline: false, query_timeout: PATIENCE_MILLISECONDS });
  // A connection that is lost fails the query below; without a listener it would end the process too.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select messaging.trim($1::interval)', [KEPT]);
  } finally {
    await client.end();
  }
}
