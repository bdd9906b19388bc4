import type { AuditEntry } from '@caregate/core-contracts';
import type { EntityManager } from 'typeorm';

export type NewToolAuditEntry = Omit<AuditEntry, 'v' | 'id' | 'recordedAt'>;

/** What the host needs of `AuditTrail` in `libs/kit/audit`. */
export interface AuditTrailPort {
  /** Durable when resolved. */
  record(entry: NewToolAuditEntry): Promise<void>;
  /** In the transaction of the change that it tells of. */
  recordIn(manager: EntityManager, entry: NewToolAuditEntry): Promise<void>;
}
