import type { EntityManager } from 'typeorm';
import type { NewAuditEntry } from '../entry/new-audit-entry.js';

/** Where apps put what happened. When either method rejects, the operation must not take effect. */
export interface AuditTrail {
  /** Resolves when the entry is on disk. For operations that change nothing in the database: reads, refusals. */
  record(entry: NewAuditEntry): Promise<void>;
  /**
   * Puts the entries into the transaction of `manager`, in one statement, so that change and entries exist together or
   * not at all. Call it last: until the transaction ends it keeps one of a few chain heads to itself. The transaction
   * must run at READ COMMITTED, PostgreSQL's default; at a stricter level heads moved by others make it fail.
   */
  recordIn(manager: EntityManager, ...entries: readonly NewAuditEntry[]): Promise<void>;
}
