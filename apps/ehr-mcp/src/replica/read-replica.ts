import { createDataSource } from '@caregate/data-models';
import type { DataSource } from 'typeorm';
import { logPosition } from './log-position.js';

/** One standby: what it has replayed, and whether it may be asked. */
export class ReadReplica {
  readonly dataSource: DataSource;
  /** How far it has come, as far as is known. */
  replayed = 0n;
  private present = false;

  constructor(url: string, poolSize: number) {
    this.dataSource = createDataSource({ url, poolSize, applicationName: 'ehr-mcp-reads' });
  }

  /** Whether it answered when it was last asked, and had by then replayed what it should have. */
  get isPresent(): boolean {
    return this.present;
  }

  /** Not to be asked until it has been looked at again. */
  leaveOut(): void {
    this.present = false;
  }

  /** `expected`: where the primary was a while ago. A database that is no standby replays nothing and is never asked. */
  async lookAt(expected: bigint): Promise<void> {
    try {
      if (!this.dataSource.isInitialized) await this.dataSource.initialize();
      const sql = 'SELECT pg_last_wal_replay_lsn()::text AS lsn';
      const [row] = await this.dataSource.query<{ lsn: string | null }[]>(sql);
      this.replayed = logPosition(row?.lsn ?? '0/0');
      this.present = this.replayed >= expected;
    } catch {
      // That it does not answer is the answer: reads go to the primary, and the next look may find it again.
      this.present = false;
    }
  }

  async close(): Promise<void> {
    this.present = false;
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
