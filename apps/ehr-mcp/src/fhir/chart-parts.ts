import type { ChartRecord } from '@caregate/core-fhir';
import type { FhirSource } from './fhir-sources.js';
import { provenanceRecordOf } from './provenance-record-of.js';
import type { FhirRecordsRepository } from './fhir-records.repository.js';

/** A part of a chart that is opened as a whole. */
export interface ChartPart extends Pick<FhirSource, 'name' | 'permission' | 'event'> {
  /** Providers are nobody's record. */
  readonly about: 'patient' | 'none';
  readonly read: (records: FhirRecordsRepository, patientId: string) => Promise<Partial<ChartRecord>>;
}

/** The person first: whoever may not see that is shown nothing of the rest. */
export const personalPart: ChartPart = {
  name: 'personal details',
  permission: 'patient:read',
  event: 'patient.read',
  about: 'patient',
  read: async (records, id) => ({ patients: await records.patients((query) => query.where({ id }), 1) }),
};

export const furtherParts: readonly ChartPart[] = [
  {
    name: 'vital signs',
    permission: 'vitals:read',
    event: 'vitals.read',
    about: 'patient',
    read: async (records, id) => {
      const vitalSigns = await records.vitalSigns(id);
      return { vitalSigns, provenances: vitalSigns.map(provenanceRecordOf) };
    },
  },
  {
    name: 'laboratory results',
    permission: 'lab:read',
    event: 'lab.read',
    about: 'patient',
    read: async (records, id) => ({ labResults: await records.labResults(id) }),
  },
  {
    name: 'prescriptions',
    permission: 'medication:read',
    event: 'medication.read',
    about: 'patient',
    read: async (records, id) => ({ medications: await records.medications(id) }),
  },
  {
    name: 'allergies',
    permission: 'allergy:read',
    event: 'allergy.read',
    about: 'patient',
    read: async (records, id) => ({ allergies: await records.allergies(id) }),
  },
  {
    name: 'appointments',
    permission: 'appointment:read',
    event: 'appointment.read',
    about: 'patient',
    read: async (records, id) => ({ appointments: await records.appointments(id) }),
  },
  {
    name: 'practitioners',
    permission: 'provider:read',
    event: 'provider.read',
    about: 'none',
    read: async (records, id) => ({ providers: await records.providersOf(id) }),
  },
];
