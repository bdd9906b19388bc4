import type { AuditOutcome } from '@caregate/core-contracts';
import type { AuditEventName } from '../events/audit-events.js';

/** Everything that is given must hold. */
export interface AuditQuery {
  /** User id, client id or service name of whoever acted. */
  readonly actor?: string;
  readonly clientId?: string;
  readonly patientId?: string;
  readonly event?: AuditEventName;
  readonly outcome?: AuditOutcome;
  /** Inclusive. */
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
}

export interface AuditPageRequest {
  readonly limit: number;
  /** `next` of the page before: this page goes on where that one ended, whatever has been recorded since. */
  readonly after?: string;
}
