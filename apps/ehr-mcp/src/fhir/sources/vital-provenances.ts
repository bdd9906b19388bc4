import { provenanceToFhir, vitalSignsToFhir, writeToFhir, type WriteRecord } from '@caregate/core-fhir';
import type { Provenance } from 'fhir/r4.js';
import type { FhirRecordsRepository, WrittenRow, WrittenVitalSigns } from './fhir-records.repository.js';
import { provenanceRecordOf } from './provenance-record-of.js';

/** Who recorded vital signs, which their rows say themselves, and who corrected or withdrew them since. */
export async function vitalProvenances(
  records: FhirRecordsRepository,
  patientId: string,
): Promise<readonly Provenance[]> {
  const rows = await records.vitalSigns(patientId);
  const later = await laterWrites(records, patientId);
  return rows.flatMap((row) => [
    provenanceToFhir(provenanceRecordOf(row), [row]),
    ...writesTo(row, later).map(writeToFhir),
  ]);
}

/** Who corrected or withdrew vital signs, under ids that lead back to the row. */
export async function vitalWrites(records: FhirRecordsRepository, patientId: string): Promise<readonly WriteRecord[]> {
  const later = await laterWrites(records, patientId);
  return (await records.vitalSigns(patientId)).flatMap((row) => writesTo(row, later));
}

async function laterWrites(records: FhirRecordsRepository, patientId: string): Promise<readonly WrittenRow[]> {
  return (await records.writes(patientId, 'vital_sign')).filter(({ activity }) => activity !== 'create');
}

function writesTo(row: WrittenVitalSigns, later: readonly WrittenRow[]): readonly WriteRecord[] {
  const besides = vitalSignsToFhir(row).flatMap(({ id = '' }) => (id === row.id ? [] : [id]));
  return later
    .filter(({ targetId }) => targetId === row.id)
    .map((write, index) => ({
      ...write,
      id: `${row.id}-${nameOf(write.activity)}-${index + 1}`,
      targetType: 'Observation',
      besides,
    }));
}

const nameOf = (activity: string) => (activity === 'nullify' ? 'withdrawn' : 'corrected');
