import type { AuditEntry, AuditOutcome } from '@caregate/core-contracts';
import { auditEvents } from '../events/audit-events.js';
import type { AuditReader } from './audit-reader.js';

export interface PatientAccessQuery {
  readonly patientId: string;
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  /** Absent: attempts that were refused or failed too. */
  readonly outcome?: AuditOutcome;
}

/** One line of the report; flat, so that CSV and JSON are the same. */
export interface PatientAccessRow {
  readonly at: string;
  readonly actor: string;
  readonly actorKind: AuditEntry['actor']['kind'];
  readonly role: string;
  /** The person for whom an agent acted. */
  readonly onBehalfOf: string;
  readonly clientId: string;
  readonly address: string;
  readonly event: string;
  readonly title: string;
  readonly outcome: AuditOutcome;
  /** How access was decided: a relation kind, or the code of the refusal. */
  readonly decision: string;
  readonly purpose: string;
  readonly source: string;
  readonly auditId: string;
}

/**
 * Who saw or changed the record of a patient between two dates (POPIA s23, 45 CFR 164.528), newest first.
 * A search that listed the patient among others is not in it: it has no single patient.
 */
export async function* patientAccess(
  reader: AuditReader,
  { patientId, from, to, outcome }: PatientAccessQuery,
): AsyncGenerator<PatientAccessRow> {
  for await (const entry of reader.all({ patientId, from, to, ...(outcome && { outcome }) })) yield rowOf(entry);
}

function rowOf({ actor, ...entry }: AuditEntry): PatientAccessRow {
  return {
    at: entry.recordedAt,
    actor: actor.subject,
    actorKind: actor.kind,
    role: actor.role ?? '',
    onBehalfOf: actor.onBehalfOf ?? '',
    clientId: actor.clientId ?? '',
    address: actor.address ?? '',
    event: entry.event,
    title: titleOf(entry.event),
    outcome: entry.outcome,
    decision: entry.decision ?? '',
    purpose: entry.purpose ?? '',
    source: entry.source,
    auditId: entry.id,
  };
}

/** An entry of a later version of the program may have a name that this one does not know. */
function titleOf(event: string): string {
  return Object.entries(auditEvents).find(([name]) => name === event)?.[1].title ?? event;
}
