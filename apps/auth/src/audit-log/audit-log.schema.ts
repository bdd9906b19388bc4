import { auditOutcome } from '@caregate/core-contracts';
import { auditEvents, type AuditEventName } from '@caregate/kit-audit';
import { z } from 'zod';

const eventName = z
  .string()
  .refine((name): name is AuditEventName => Object.hasOwn(auditEvents, name), 'must be an event of the catalogue');

/** `GET /audit/...`: everything that is given must hold; `after` is the `next` of the page before. */
export const auditLogQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.uuid().optional(),
  user: z.string().min(1).max(200).optional(),
  client: z.string().min(1).max(200).optional(),
  patient: z.uuid().optional(),
  action: eventName.optional(),
  outcome: auditOutcome.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});

export const auditSubject = z.string().min(1).max(200);
export const auditAction = eventName;

export type AuditLogQuery = z.output<typeof auditLogQuery>;
