import type { QueryRunner } from 'typeorm';

/** The part of a `pg` client that we need; TypeORM types it as `any`. */
interface Client {
  end(): Promise<void>;
}

/** Ends the connection instead of giving it back to the pool: nobody else should be given it in the state it is in. */
export async function endConnection(runner: QueryRunner): Promise<void> {
  try {
    const client = (await runner.connect()) as Client;
    // Not awaited: a connection to a server that does not answer ends when the operating system says so.
    void client.end();
  } catch {
    // It was never opened, or is gone already; the caller has the error that told so.
  } finally {
    await runner.release();
  }
}
