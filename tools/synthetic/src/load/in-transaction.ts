import pg from 'pg';

/** One connection, one transaction: all of the work, or nothing. */
export async function inTransaction<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  mode: 'read write' | 'isolation level repeatable read read only' = 'read write',
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'caregate-synthetic' });
  // A server that goes away between two queries is reported by the next one, not by crashing the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`begin ${mode}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    // Without a commit the server rolls back when the connection ends.
    await client.end();
  }
}
