import type { ChartRecord, WriteRecord } from '@caregate/core-fhir';
import type { EntityManager } from 'typeorm';
import { isUuid } from '../../shape/is-uuid.js';
import type { RefusedRow } from './write-chart.js';

const tables: Readonly<Record<string, string>> = {
  Patient: 'patient',
  MedicationRequest: 'medication',
  AllergyIntolerance: 'allergy',
  Appointment: 'appointment',
  DiagnosticReport: 'lab_order',
  Observation: 'vital_sign',
};

/** Who wrote the rows elsewhere, as the Bundle tells it; of what was not kept it is not kept either. */
export async function writeHistory(
  manager: EntityManager,
  { patients, writes }: ChartRecord,
  requestId: string,
): Promise<readonly RefusedRow[]> {
  const refused: RefusedRow[] = [];
  for (const write of writes) {
    const table = tables[write.targetType];
    const values = [patients[0]?.id, ...valuesOf(write), requestId];
    const kept = table === undefined ? [] : await manager.query<unknown[]>(insertOf(table), values);
    if (kept.length === 0)
      refused.push({ type: 'Provenance', constraint: 'the rule that what was written is kept, and told once' });
  }
  return refused;
}

/** What a row said before, a Bundle does not tell. */
function insertOf(table: string): string {
  const owner = table === 'patient' ? 'id' : 'patient_id';
  return `
    INSERT INTO ehr.provenance (patient_id, target, target_id, activity, reason, tool, actor_kind, actor_subject,
      actor_role, actor_client, on_behalf_of, recorded_at, id, request_id, before)
    SELECT $1, '${table}', id, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12::uuid, uuidv7()), $13,
      CASE $3 WHEN 'create' THEN NULL ELSE '{}'::jsonb END
    FROM ehr.${table} WHERE ${owner} = $1 AND id = $2 ON CONFLICT DO NOTHING RETURNING id`;
}

function valuesOf(write: WriteRecord): readonly unknown[] {
  return [
    write.targetId,
    write.activity,
    write.reason,
    write.tool ?? 'import',
    kindOf(write),
    write.actorSubject,
    write.actorRole,
    write.actorClient,
    write.onBehalfOf,
    write.recordedAt,
    isUuid(write.id) ? write.id : null,
  ];
}

/** A Bundle does not say it: who acts for another is an agent, and a client that acts for itself goes by its own name. */
function kindOf({ onBehalfOf, actorSubject, actorClient }: WriteRecord): 'user' | 'client' | 'agent' {
  if (onBehalfOf !== null) return 'agent';
  return actorSubject === actorClient ? 'client' : 'user';
}
