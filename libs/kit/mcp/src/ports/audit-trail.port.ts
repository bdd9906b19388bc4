import type { NewAuditEntry } from '@caregate/kit-audit';
import type { EntityManager } from 'typeorm';

/** What the host needs of `AuditTrail` in `libs/kit/audit`. */
export interface AuditTrailPort {
  /** Durable when resolved. */
  record(entry: NewAuditEntry): Promise<void>;
  /** In the transaction of the change that it tells of. */
  recordIn(manager: EntityManager, entry: NewAuditEntry): Promise<void>;
}
