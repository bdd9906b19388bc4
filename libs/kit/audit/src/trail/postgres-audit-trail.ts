import { DomainError } from '@caregate/core-errors';
import type { DataSource, EntityManager } from 'typeorm';
import { auditBody } from '../entry/audit-body.js';
import { EntryStamp } from '../entry/entry-stamp.js';
import type { NewAuditEntry } from '../entry/new-audit-entry.js';
import { appendBatch } from './append-batch.js';
import type { AuditTrail } from './audit-trail.js';
import { BatchRefused, GroupCommit } from './group-commit.js';
import { HeldConnection } from './held-connection.js';

export interface PostgresAuditTrailOptions {
  /** Entries that travel together at most. */
  readonly batchMax?: number;
  /** Entries that may wait for the database at once; beyond, `record` rejects immediately. */
  readonly pendingMax?: number;
  /** How long a batch is tried while the database is away; then its entries reject, and those that have waited as long. */
  readonly giveUpMilliseconds?: number;
  readonly clock?: () => Date;
}

/** For so long a failure is told where nobody tries again: who is sent nothing until it is healthy writes nothing. */
const FAILURE_MILLISECONDS = 5_000;

/**
 * The audit trail in PostgreSQL (schema `audit`). It keeps one connection of the pool for itself from the first entry
 * on. Every failure is a `DomainError` 'audit.write.failed'.
 */
export class PostgresAuditTrail implements AuditTrail {
  private readonly stamp: EntryStamp;
  private readonly connection: HeldConnection;
  private readonly queue: GroupCommit<string>;
  private failedAt = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(
    private readonly dataSource: DataSource,
    options: PostgresAuditTrailOptions = {},
  ) {
    const { batchMax = 500, pendingMax = 10_000, giveUpMilliseconds = 5_000 } = options;
    this.stamp = new EntryStamp(options.clock);
    this.connection = new HeldConnection(dataSource);
    this.queue = new GroupCommit((bodies) => this.append(bodies, giveUpMilliseconds), {
      batchMax,
      pendingMax,
      waitMilliseconds: giveUpMilliseconds,
    });
  }

  /** Entries on their way, for metrics. */
  get pending(): number {
    return this.queue.pending;
  }

  /**
   * Rejects where no entry could be written now: appends none, which takes all that an entry takes but room on the disk. Of
   * that the last ones have told.
   */
  async check(): Promise<void> {
    if (performance.now() - this.failedAt < FAILURE_MILLISECONDS) throw new Error('The last entries were not written.');
    await this.dataSource.query(`SELECT audit.append('')`);
  }

  async record(entry: NewAuditEntry): Promise<void> {
    return orFail(entry, () => {
      if (this.closed) throw new Error('The audit trail is closed.');
      return this.queue.add(this.bodyOf(entry));
    });
  }

  async recordIn(manager: EntityManager, ...entries: readonly NewAuditEntry[]): Promise<void> {
    const [first] = entries;
    if (first === undefined) return;
    return orFail(first, () =>
      manager.query('SELECT audit.append($1)', [entries.map((entry) => this.bodyOf(entry)).join('\n')]),
    );
  }

  /** Writes what is waiting, and gives the connection back. */
  async close(): Promise<void> {
    this.closed = true;
    await this.queue.drain();
    await this.connection.release();
  }

  private async append(bodies: readonly string[], giveUpMilliseconds: number): Promise<void> {
    try {
      await appendBatch(this.connection, bodies, giveUpMilliseconds);
      this.failedAt = Number.NEGATIVE_INFINITY;
    } catch (error) {
      // What is wrong with an entry is its own matter; whether any is wanted, `check` asks.
      if (!(error instanceof BatchRefused)) this.failedAt = performance.now();
      throw error;
    }
  }

  private bodyOf(entry: NewAuditEntry): string {
    return auditBody(entry, this.stamp.next());
  }
}

async function orFail({ event }: NewAuditEntry, append: () => Promise<unknown>): Promise<void> {
  try {
    await append();
  } catch (cause) {
    throw new DomainError('audit.write.failed', { detail: { event }, cause });
  }
}
