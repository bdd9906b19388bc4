import { principalOf } from '@caregate/core-permissions';
import type { AuthorizedContext } from '@caregate/kit-mcp';
import type { EntityManager } from 'typeorm';

const insert = `
  INSERT INTO ehr.provenance (patient_id, target, target_id, activity, before, reason, tool, actor_kind, actor_subject,
    actor_client, on_behalf_of, request_id, actor_role)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

export interface WrittenRow {
  readonly tool: string;
  readonly patientId: string;
  /** Table of the schema `ehr`. */
  readonly target: 'patient' | 'appointment' | 'medication' | 'allergy' | 'lab_order' | 'vital_sign';
  readonly targetId: string;
  /** The row as it was; absent for a new one. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
  /** The row was entered in error and counts for nothing from now on (HL7 v3 DataOperation NULLIFY). */
  readonly withdrawn?: boolean;
}

/** Says who wrote a row and keeps what it said before, in the transaction of the change. */
export async function recordProvenance(
  manager: EntityManager,
  { caller, requestId }: Pick<AuthorizedContext, 'caller' | 'requestId'>,
  row: WrittenRow,
): Promise<void> {
  const { kind, subject, clientId, role } = caller;
  const principal = principalOf(caller);
  await manager.query(insert, [
    row.patientId,
    row.target,
    row.targetId,
    activityOf(row),
    row.before === undefined ? null : JSON.stringify(row.before),
    row.reason ?? null,
    row.tool,
    kind,
    subject,
    clientId,
    principal === subject ? null : principal,
    requestId,
    role,
  ]);
}

function activityOf({ before, withdrawn = false }: WrittenRow): 'create' | 'update' | 'nullify' {
  if (before === undefined) return 'create';
  return withdrawn ? 'nullify' : 'update';
}
