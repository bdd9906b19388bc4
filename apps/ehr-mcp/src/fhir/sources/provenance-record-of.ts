import type { ProvenanceRecord } from '@caregate/core-fhir';
import type { WrittenVitalSigns } from './fhir-records.repository.js';

/** Who wrote a row of vital signs, under an id that leads back to it. */
export function provenanceRecordOf(row: WrittenVitalSigns): ProvenanceRecord {
  return {
    id: `${row.id}-provenance`,
    targetType: 'Observation',
    targetId: row.id,
    recordedAt: row.createdAt,
    authorName: row.recordedBy,
    authorSubject: row.recordedBySubject,
    clientId: row.recordedByClient,
  };
}
