import {
  allergyToFhir,
  appointmentToFhir,
  labObservationsToFhir,
  labReportToFhir,
  medicationToFhir,
  patientToFhir,
  vitalSignsToFhir,
  writeToFhir,
  type ServedType,
} from '@caregate/core-fhir';
import type { Permission } from '@caregate/core-permissions';
import type { AuditEventName } from '@caregate/kit-audit';
import type { FhirResource } from 'fhir/r4.js';
import { allergiesTable } from '../search/sql/allergies.table.js';
import { appointmentsTable } from '../search/sql/appointments.table.js';
import { labReportsTable } from '../search/sql/lab-reports.table.js';
import { labResultsTable } from '../search/sql/lab-results.table.js';
import { medicationsTable } from '../search/sql/medications.table.js';
import type { SearchTable } from '../search/sql/search-table.js';
import { vitalSignsTable } from '../search/sql/vital-signs.table.js';
import type { FhirRecordsRepository, OwnedTable, WrittenTable } from './fhir-records.repository.js';
import { vitalProvenances } from './vital-provenances.js';
import { writesOf, writtenKinds } from './writes-of.js';

/** One kind of rows behind a type: what opens them, what the trail calls that, and how they are read. */
export interface FhirSource {
  readonly type: ServedType;
  /** In words, for what is left out of an answer. */
  readonly name: string;
  /** Of Observations, and of what tells of them: the category that all of these have. */
  readonly category?: string;
  /** Of Provenance: the type of what was written. */
  readonly targetType?: ServedType;
  /** Of Provenance: the type of what was written with that. */
  readonly besideTarget?: ServedType;
  readonly permission: Permission;
  readonly event: AuditEventName;
  readonly table: OwnedTable;
  /** Of Provenance: the table of what was written. */
  readonly written?: WrittenTable;
  /** Id of the row that a resource's id speaks of. */
  readonly rowOf?: (id: string) => string;
  /** How resources are found where their rows are; those without are few, or few are asked for. */
  readonly searched?: SearchTable;
  /** Of these rows; of Provenance, of what was written in these. */
  readonly ofPatient: (
    records: FhirRecordsRepository,
    patientId: string,
    rows: readonly string[],
  ) => Promise<readonly FhirResource[]>;
}

/** `<row>-heart-rate`, `<row>-provenance`, `<row>-corrected-1` and `<row>-withdrawn-2` are of the row; a UUID has 36 characters. */
export const rowIn = (id: string) => id.slice(0, 36);

/** Everything of one patient that is served. */
export const fhirSources: readonly FhirSource[] = [
  {
    type: 'Patient',
    name: 'personal details',
    permission: 'patient:read',
    event: 'patient.read',
    table: 'patient',
    ofPatient: async (records, id) =>
      (await records.patients((query) => query.where({ id }), 1)).map((patient) => patientToFhir(patient)),
  },
  {
    type: 'Observation',
    name: 'vital signs',
    category: 'vital-signs',
    permission: 'vitals:read',
    event: 'vitals.read',
    table: 'vital_sign',
    rowOf: rowIn,
    searched: vitalSignsTable,
    ofPatient: async (records, id, rows) => (await records.vitalSigns(id, rows)).flatMap(vitalSignsToFhir),
  },
  {
    type: 'Observation',
    name: 'laboratory results',
    category: 'laboratory',
    permission: 'lab:read',
    event: 'lab.read',
    table: 'lab_component',
    searched: labResultsTable,
    ofPatient: async (records, id, rows) => (await records.labComponents(id, rows)).flatMap(labObservationsToFhir),
  },
  {
    type: 'DiagnosticReport',
    name: 'laboratory reports',
    permission: 'lab:read',
    event: 'lab.read',
    table: 'lab_order',
    searched: labReportsTable,
    ofPatient: async (records, id, rows) => (await records.labResults(id, rows)).map(labReportToFhir),
  },
  {
    type: 'MedicationRequest',
    name: 'prescriptions',
    permission: 'medication:read',
    event: 'medication.read',
    table: 'medication',
    searched: medicationsTable,
    ofPatient: async (records, id, rows) => (await records.medications(id, rows)).map(medicationToFhir),
  },
  {
    type: 'AllergyIntolerance',
    name: 'allergies',
    permission: 'allergy:read',
    event: 'allergy.read',
    table: 'allergy',
    searched: allergiesTable,
    ofPatient: async (records, id, rows) => (await records.allergies(id, rows)).map(allergyToFhir),
  },
  {
    type: 'Appointment',
    name: 'appointments',
    permission: 'appointment:read',
    event: 'appointment.read',
    table: 'appointment',
    searched: appointmentsTable,
    ofPatient: async (records, id, rows) => (await records.appointments(id, rows)).map(appointmentToFhir),
  },
  {
    type: 'Provenance',
    targetType: 'Observation',
    category: 'vital-signs',
    name: 'who recorded vital signs',
    permission: 'vitals:read',
    event: 'vitals.read',
    table: 'vital_sign',
    rowOf: rowIn,
    ofPatient: vitalProvenances,
  },
  ...writtenKinds.map((kind): FhirSource => ({
    ...kind,
    type: 'Provenance',
    table: 'provenance',
    ofPatient: async (records, id, rows) => (await writesOf(records, id, kind, rows)).map(writeToFhir),
  })),
];

/** Of `Type/id`: the row itself, also where the id is of what is made of a part of it. */
export function rowInReference(reference: string): string {
  return rowIn(reference.slice(reference.indexOf('/') + 1));
}

/** Rows of which resources of a source with these ids tell. */
export async function rowsOf(
  { rowOf, written }: Pick<FhirSource, 'rowOf' | 'written'>,
  ids: readonly string[],
  records: FhirRecordsRepository,
): Promise<readonly string[]> {
  return written === undefined ? ids.map((id) => rowOf?.(id) ?? id) : records.targetsOf(ids);
}
