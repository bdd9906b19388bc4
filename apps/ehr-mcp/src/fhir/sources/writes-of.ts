import type { ServedType, WriteRecord } from '@caregate/core-fhir';
import type { Permission } from '@caregate/core-permissions';
import type { AuditEventName } from '@caregate/kit-audit';
import type { FhirRecordsRepository, WrittenTable } from './fhir-records.repository.js';

/** Rows of which each write is kept. */
export interface WrittenKind {
  readonly targetType: ServedType;
  /** The type of what was written with that. */
  readonly besideTarget?: ServedType;
  readonly written: WrittenTable;
  /** In words, for what is left out of an answer. */
  readonly name: string;
  readonly permission: Permission;
  readonly event: AuditEventName;
}

/** What tells who wrote a row is open to whom the row is open. */
export const writtenKinds: readonly WrittenKind[] = [
  {
    targetType: 'Patient',
    written: 'patient',
    name: 'who wrote personal details',
    permission: 'patient:read',
    event: 'patient.read',
  },
  {
    targetType: 'MedicationRequest',
    written: 'medication',
    name: 'who wrote prescriptions',
    permission: 'medication:read',
    event: 'medication.read',
  },
  {
    targetType: 'AllergyIntolerance',
    written: 'allergy',
    name: 'who wrote allergies',
    permission: 'allergy:read',
    event: 'allergy.read',
  },
  {
    targetType: 'Appointment',
    written: 'appointment',
    name: 'who wrote appointments',
    permission: 'appointment:read',
    event: 'appointment.read',
  },
  {
    targetType: 'DiagnosticReport',
    besideTarget: 'Observation',
    written: 'lab_order',
    name: 'who wrote laboratory reports',
    permission: 'lab:read',
    event: 'lab.read',
  },
];

/** Who wrote the rows of one kind by a tool, and with them the results of a report. */
export async function writesOf(
  records: FhirRecordsRepository,
  patientId: string,
  { written, targetType, besideTarget }: WrittenKind,
  rows: readonly string[],
): Promise<readonly WriteRecord[]> {
  if (besideTarget === undefined)
    return (await records.writes(patientId, written, rows)).map((write) => ({ ...write, targetType, besides: [] }));
  const resultsOf = await records.resultsOf(patientId, rows);
  return (await records.writes(patientId, written, [...resultsOf.keys()])).map((write) => {
    const besides = recordingTools.includes(write.tool ?? '') ? (resultsOf.get(write.targetId) ?? []) : [];
    return { ...write, targetType, besides };
  });
}

/** Which writes of an order are those of its results. */
export const recordingTools: readonly string[] = ['record_lab_results', 'withdraw_lab_order', 'import'];
