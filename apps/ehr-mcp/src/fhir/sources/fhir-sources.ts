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
  readonly ofPatient: (records: FhirRecordsRepository, patientId: string) => Promise<readonly FhirResource[]>;
}

/** `<row>-heart-rate`, `<row>-provenance`, `<row>-corrected-1` and `<row>-withdrawn-2` are of the row; a UUID has 36 characters. */
const ofVitalSigns = (id: string) => id.slice(0, 36);

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
    rowOf: ofVitalSigns,
    ofPatient: async (records, id) => (await records.vitalSigns(id)).flatMap(vitalSignsToFhir),
  },
  {
    type: 'Observation',
    name: 'laboratory results',
    category: 'laboratory',
    permission: 'lab:read',
    event: 'lab.read',
    table: 'lab_component',
    ofPatient: async (records, id) => (await records.labResults(id)).flatMap(labObservationsToFhir),
  },
  {
    type: 'DiagnosticReport',
    name: 'laboratory reports',
    permission: 'lab:read',
    event: 'lab.read',
    table: 'lab_order',
    ofPatient: async (records, id) => (await records.labResults(id)).map(labReportToFhir),
  },
  {
    type: 'MedicationRequest',
    name: 'prescriptions',
    permission: 'medication:read',
    event: 'medication.read',
    table: 'medication',
    ofPatient: async (records, id) => (await records.medications(id)).map(medicationToFhir),
  },
  {
    type: 'AllergyIntolerance',
    name: 'allergies',
    permission: 'allergy:read',
    event: 'allergy.read',
    table: 'allergy',
    ofPatient: async (records, id) => (await records.allergies(id)).map(allergyToFhir),
  },
  {
    type: 'Appointment',
    name: 'appointments',
    permission: 'appointment:read',
    event: 'appointment.read',
    table: 'appointment',
    ofPatient: async (records, id) => (await records.appointments(id)).map(appointmentToFhir),
  },
  {
    type: 'Provenance',
    targetType: 'Observation',
    category: 'vital-signs',
    name: 'who recorded vital signs',
    permission: 'vitals:read',
    event: 'vitals.read',
    table: 'vital_sign',
    rowOf: ofVitalSigns,
    ofPatient: vitalProvenances,
  },
  ...writtenKinds.map((kind): FhirSource => ({
    ...kind,
    type: 'Provenance',
    table: 'provenance',
    ofPatient: async (records, id) => (await writesOf(records, id, kind)).map(writeToFhir),
  })),
];
