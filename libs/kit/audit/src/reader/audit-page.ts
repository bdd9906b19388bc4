import type { AuditEntry } from '@caregate/core-contracts';

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Ids of rows whose text is no entry any more. Verify the trail. */
  readonly unreadable: readonly string[];
  /** Absent on the last page. */
  readonly next?: string;
}
