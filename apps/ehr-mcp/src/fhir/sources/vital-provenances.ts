import { provenanceToFhir, writeToFhir } from '@caregate/core-fhir';
import type { Provenance } from 'fhir/r4.js';
import type { FhirRecordsRepository } from './fhir-records.repository.js';
import { provenanceRecordOf } from './provenance-record-of.js';

/** Who recorded vital signs, which their rows say themselves, and who corrected or withdrew them since. */
export async function vitalProvenances(
  records: FhirRecordsRepository,
  patientId: string,
): Promise<readonly Provenance[]> {
  const rows = await records.vitalSigns(patientId);
  const later = (await records.writes(patientId, 'vital_sign'))
    .filter(({ activity }) => activity !== 'create')
    .toSorted((one, other) => one.recordedAt.getTime() - other.recordedAt.getTime());
  return rows.flatMap((row) => {
    const recorded = provenanceToFhir(provenanceRecordOf(row), [row]);
    const ofRow = later.filter(({ targetId }) => targetId === row.id);
    const changed = ofRow.map((write, index) => ({
      ...writeToFhir({ ...write, targetType: 'Observation', id: `${row.id}-${nameOf(write.activity)}-${index + 1}` }),
      target: recorded.target,
    }));
    return [recorded, ...changed];
  });
}

const nameOf = (activity: string) => (activity === 'nullify' ? 'withdrawn' : 'corrected');
