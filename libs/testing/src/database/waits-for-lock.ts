import type pg from 'pg';
import { withClient } from './with-client.js';

/** Returns when `client` is held up by a lock of another session: the moment at which a spec of a race may go on. */
export async function waitsForLock(superuserUrl: string, client: pg.Client): Promise<void> {
  // Not declared by the driver's types, though documented: the number of the server process behind the connection.
  const { processID } = client as pg.Client & { readonly processID: number };
  await withClient(superuserUrl, async (observer) => {
    const waiting = `select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`;
    while ((await observer.query(waiting, [processID])).rowCount === 0);
  });
}
