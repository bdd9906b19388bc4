import type { AuditEntry } from '@caregate/core-contracts';
import type { AuditEventName } from '../events/audit-events.js';

/** What happened, as an app tells it; the trail adds id, time and version. */
export type NewAuditEntry = Omit<AuditEntry, 'v' | 'id' | 'recordedAt' | 'event'> & { readonly event: AuditEventName };
