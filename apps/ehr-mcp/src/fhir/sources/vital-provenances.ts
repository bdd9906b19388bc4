import { provenanceToFhir, vitalMemberIds, writeToFhir, type WriteRecord } from '@caregate/core-fhir';
import type { Provenance } from 'fhir/r4.js';
import type { FhirRecordsRepository, WrittenRow, WrittenVitalSigns } from './fhir-records.repository.js';
import { provenanceRecordOf } from './provenance-record-of.js';

/** Who recorded vital signs, which their rows say themselves, and who corrected or withdrew them since. */
export async function vitalProvenances(
  records: FhirRecordsRepository,
  patientId: string,
  ids: readonly string[],
): Promise<readonly Provenance[]> {
  const rows = await records.vitalSignRows(patientId, ids);
  const later = await laterWrites(records, patientId, ids);
  return rows.flatMap((row) => [
    provenanceToFhir(provenanceRecordOf(row), row),
    ...writesTo(row, later).map(writeToFhir),
  ]);
}

type WritesOfRows = ReadonlyMap<string, readonly WrittenRow[]>;

async function laterWrites(
  records: FhirRecordsRepository,
  patientId: string,
  ids: readonly string[],
): Promise<WritesOfRows> {
  const ofRows = new Map<string, WrittenRow[]>();
  for (const write of await records.writes(patientId, 'vital_sign', ids)) {
    if (write.activity === 'create') continue;
    const ofRow = ofRows.get(write.targetId);
    if (ofRow === undefined) ofRows.set(write.targetId, [write]);
    else ofRow.push(write);
  }
  return ofRows;
}

/** They go under ids that lead back to the row. */
function writesTo(row: WrittenVitalSigns, later: WritesOfRows): readonly WriteRecord[] {
  return (later.get(row.id) ?? []).map((write, index) => ({
    ...write,
    id: `${row.id}-${nameOf(write.activity)}-${index + 1}`,
    targetType: 'Observation',
    besides: vitalMemberIds(row),
  }));
}

const nameOf = (activity: string) => (activity === 'nullify' ? 'withdrawn' : 'corrected');
