import { z } from 'zod';
import { auditEntry } from './audit-entry.js';

/** `GET /audit/events`, newest first. */
export const auditLogPage = z.strictObject({
  entries: z.array(auditEntry),
  /** Rows whose text is no entry any more: somebody changed them, verify the trail. */
  unreadable: z.array(z.string()),
  /** `after` of the next page; absent on the last one. */
  next: z.string().optional(),
});

/** `GET /audit/events/names`: every kind of entry, with a sentence for people. */
export const auditEventList = z.strictObject({
  events: z.array(z.strictObject({ name: z.string(), title: z.string() })),
});

export type AuditEventList = z.output<typeof auditEventList>;
