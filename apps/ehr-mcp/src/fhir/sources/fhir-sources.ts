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
import type { FhirResource, Reference } from 'fhir/r4.js';
import type { FhirRecordsRepository, OwnedTable, WrittenTable } from './fhir-records.repository.js';
import { vitalProvenances } from './vital-provenances.js';

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

/** What tells who wrote a row is open to whom the row is open. */
const writes: readonly (Pick<FhirSource, 'name' | 'permission' | 'event' | 'besideTarget'> & {
  readonly targetType: ServedType;
  readonly written: WrittenTable;
})[] = [
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
  ...writes.map((source): FhirSource => ({
    ...source,
    type: 'Provenance',
    table: 'provenance',
    ofPatient: async (records, id) => {
      const resultsOf = source.besideTarget === undefined ? new Map<string, Reference[]>() : await results(records, id);
      return (await records.writes(id, source.written)).map((write) => {
        const provenance = writeToFhir({ ...write, targetType: source.targetType });
        const besides = recording.includes(write.tool) ? (resultsOf.get(write.targetId) ?? []) : [];
        return { ...provenance, target: [...provenance.target, ...besides] };
      });
    },
  })),
];

/** Which writes of an order are those of its results. */
const recording: readonly string[] = ['record_lab_results', 'withdraw_lab_order', 'import'];

async function results(records: FhirRecordsRepository, patientId: string): Promise<ReadonlyMap<string, Reference[]>> {
  const orders = await records.labResults(patientId);
  return new Map(
    orders.map(({ id, components }) => [id, components.map((each) => ({ reference: `Observation/${each.id}` }))]),
  );
}
