import { z } from 'zod';

/** `refused`: not allowed, or asked in a way that cannot be; `failure`: it broke on our side. */
export const auditOutcome = z.enum(['success', 'refused', 'failure']);

const auditActor = z.strictObject({
  kind: z.enum(['user', 'client', 'agent', 'anonymous', 'service']),
  /** User id, client id or service name; empty for `anonymous`. */
  subject: z.string(),
  clientId: z.string().optional(),
  role: z.string().optional(),
  onBehalfOf: z.string().optional(),
  address: z.string().optional(),
});

/**
 * One row of the audit trail: ids, never names or values (FHIR R4 AuditEvent, DICOM PS3.15 A.5).
 * Its JSON text is what the chain hashes, so a field is added only with a new `v`.
 */
export const auditEntry = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  /** A name of the event catalogue in `libs/kit/audit`. */
  event: z.string(),
  recordedAt: z.iso.datetime(),
  outcome: auditOutcome,
  actor: auditActor,
  /** Logical id of the FHIR Patient whose record was looked at or changed. */
  patientId: z.string().optional(),
  entity: z.strictObject({ type: z.string(), id: z.string() }).optional(),
  permission: z.string().optional(),
  /** How access was decided: a relation kind, or the code of the refusal. */
  decision: z.string().optional(),
  /** HL7 v3 PurposeOfUse: TREAT, BTG, … */
  purpose: z.string().optional(),
  /** App that wrote the row. */
  source: z.string(),
  transport: z.enum(['http', 'websocket', 'stdio', 'forward-auth', 'internal']),
  requestId: z.string().optional(),
  tokenId: z.string().optional(),
  sessionId: z.string().optional(),
  /** Small facts without personal data: tool name, count, hash of the arguments. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

export type AuditOutcome = z.output<typeof auditOutcome>;
export type AuditActor = z.output<typeof auditActor>;
export type AuditEntry = z.output<typeof auditEntry>;
