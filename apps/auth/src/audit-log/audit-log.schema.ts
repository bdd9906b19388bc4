import { auditOutcome } from '@caregate/core-contracts';
import { auditEvents, type AuditEventName } from '@caregate/kit-audit';
import { z } from 'zod';
import { isStorable } from '../database/storable.js';
import { actionOf, type AskedAction } from './older-action.js';

const eventName = z
  .string()
  .refine((name): name is AuditEventName => Object.hasOwn(auditEvents, name), 'must be an event of the catalogue');

const subject = z.string().min(1).max(200).refine(isStorable, 'must be text');

/** `GET /audit/...`: everything that is given must hold; `after` is the `next` of the page before. */
export const auditLogQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.uuid().optional(),
  user: subject.optional(),
  client: subject.optional(),
  patient: z.uuid().optional(),
  action: eventName.optional(),
  outcome: auditOutcome.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});

export const auditSubject = subject;

/** A name of the catalogue, or one that the older gateway wrote. */
export const auditAction = z.string().transform((name, context): AskedAction => {
  const asked = actionOf(name);
  if (asked !== undefined) return asked;
  context.addIssue({ code: 'custom', message: 'must be an event of the catalogue' });
  return z.NEVER;
});

/** A row as clients of the older gateway read it; the serializer of an array takes the schema of one. `id` and `user_id` are UUIDs here, and numbers there. */
export const auditLogRow = z.strictObject({
  id: z.uuid(),
  timestamp: z.iso.datetime(),
  /** Whoever acted, which may be a client; `null` where nobody has said who they are. */
  user_id: z.string().nullable(),
  /** As it is now: the trail itself holds ids only. */
  user_email: z.string().nullable(),
  action: z.string(),
  resource: z.string().nullable(),
  ip_address: z.string().nullable(),
  success: z.boolean(),
  failure_reason: z.string().nullable(),
});

/** `GET /audit/logs` and its sisters: the bare array of the older gateway, newest first. */
export const auditLogRows = z.array(auditLogRow);

export type AuditLogQuery = z.output<typeof auditLogQuery>;
export type AuditLogRow = z.output<typeof auditLogRow>;
