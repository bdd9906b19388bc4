import { createPostgresBackend, Queue, Worker } from 'bullmq';
import pg from 'pg';

/** Jobs a second through nothing but BullMQ on the same database: added one by one, taken, done. */
export async function bareBullmq(databaseUrl: string, inFlight: number, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, options: '-c search_path=bullmq', max: 16 });
  pool.setMaxListeners(0);
  // The driver's overloads are more than BullMQ's own description of a pool has.
  const connection = pool as never;
  const queue = new Queue('bare', { connection }, createPostgresBackend);
  let done = 0;
  const worker = new Worker(
    'bare',
    async () => {
      done += 1;
    },
    { connection, concurrency: 32, removeOnComplete: { count: 0 } },
    createPostgresBackend,
  );
  await worker.waitUntilReady();
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let added = 0;
  const feed = async () => {
    while (performance.now() < endsAt) {
      if (added - done >= inFlight) await new Promise((resolve) => worker.once('completed', resolve));
      else {
        added += 1;
        await queue.add('job', { number: added }, { removeOnComplete: true });
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, feed));
  const perSecond = done / ((performance.now() - startedAt) / 1000);
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  await pool.end();
  return perSecond;
}
