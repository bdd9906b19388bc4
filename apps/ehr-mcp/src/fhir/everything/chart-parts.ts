import type { ChartRecord, ServedType } from '@caregate/core-fhir';
import type { FhirSource } from '../sources/fhir-sources.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { vitalHistory } from '../sources/vital-provenances.js';
import { writesOf, writtenKinds } from '../sources/writes-of.js';

/** A part of a chart that is opened as a whole. */
export interface ChartPart extends Pick<FhirSource, 'type' | 'category' | 'name' | 'permission' | 'event'> {
  /** A second type of which these rows tell: who may not read that is not given them. */
  readonly tellsOf?: ServedType;
  /** Types beside the first that these rows become. */
  readonly besides?: readonly string[];
  /** Providers are nobody's record. */
  readonly about: 'patient' | 'none';
  readonly read: (records: FhirRecordsRepository, patientId: string) => Promise<Partial<ChartRecord>>;
}

/** The person first: whoever may not see that is shown nothing of the rest. */
export const personalPart: ChartPart = {
  type: 'Patient',
  name: 'personal details',
  permission: 'patient:read',
  event: 'patient.read',
  about: 'patient',
  read: async (records, id) => ({ patients: await records.patients((query) => query.where({ id }), 1) }),
};

export const furtherParts: readonly ChartPart[] = [
  {
    type: 'Observation',
    name: 'vital signs',
    category: 'vital-signs',
    permission: 'vitals:read',
    event: 'vitals.read',
    about: 'patient',
    read: async (records, id) => ({ vitalSigns: await records.vitalSigns(id) }),
  },
  {
    type: 'Provenance',
    name: 'who recorded vital signs',
    category: 'vital-signs',
    tellsOf: 'Observation',
    permission: 'vitals:read',
    event: 'vitals.read',
    about: 'patient',
    read: vitalHistory,
  },
  {
    type: 'Observation',
    name: 'laboratory results',
    category: 'laboratory',
    tellsOf: 'DiagnosticReport',
    besides: ['DiagnosticReport'],
    permission: 'lab:read',
    event: 'lab.read',
    about: 'patient',
    read: async (records, id) => ({ labResults: await records.labResults(id) }),
  },
  {
    type: 'MedicationRequest',
    name: 'prescriptions',
    permission: 'medication:read',
    event: 'medication.read',
    about: 'patient',
    read: async (records, id) => ({ medications: await records.medications(id) }),
  },
  {
    type: 'AllergyIntolerance',
    name: 'allergies',
    permission: 'allergy:read',
    event: 'allergy.read',
    about: 'patient',
    read: async (records, id) => ({ allergies: await records.allergies(id) }),
  },
  {
    type: 'Appointment',
    name: 'appointments',
    permission: 'appointment:read',
    event: 'appointment.read',
    about: 'patient',
    read: async (records, id) => ({ appointments: await records.appointments(id) }),
  },
  {
    type: 'Practitioner',
    besides: ['PractitionerRole'],
    name: 'practitioners',
    permission: 'provider:read',
    event: 'provider.read',
    about: 'none',
    read: async (records, id) => ({ providers: await records.providersOf(id) }),
  },
  ...writtenKinds.map((kind): ChartPart => ({
    type: 'Provenance',
    tellsOf: kind.targetType,
    name: kind.name,
    permission: kind.permission,
    event: kind.event,
    about: 'patient',
    read: async (records, id) => ({ writes: await writesOf(records, id, kind) }),
  })),
];
