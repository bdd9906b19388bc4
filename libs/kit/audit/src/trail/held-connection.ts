import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { endConnection } from './end-connection.js';

/**
 * One connection taken out of the pool for good: requests that hold all the others while they wait for their audit entry
 * cannot keep the entry from being written. After a failure the next query takes a new one.
 */
export class HeldConnection {
  private runner: QueryRunner | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Rejects after `timeoutMilliseconds`; whether the statement took effect is then unknown. */
  async query(sql: string, parameters: readonly unknown[], timeoutMilliseconds: number): Promise<void> {
    const runner = (this.runner ??= this.dataSource.createQueryRunner('master'));
    const timeout = new AbortController();
    const tooLate = pause(timeoutMilliseconds, undefined, { signal: timeout.signal }).then(() => {
      throw new Error(`The database did not answer within ${timeoutMilliseconds} ms.`);
    });
    try {
      await Promise.race([runner.query(sql, [...parameters]), tooLate]);
    } catch (error) {
      this.drop();
      throw error;
    } finally {
      timeout.abort();
    }
  }

  /** Gives the connection back to the pool. */
  async release(): Promise<void> {
    const { runner } = this;
    this.runner = undefined;
    await runner?.release();
  }

  /** Ends the connection: nobody else should be given one on which a statement may still be running. */
  private drop(): void {
    const { runner } = this;
    this.runner = undefined;
    if (runner !== undefined) void endConnection(runner);
  }
}
