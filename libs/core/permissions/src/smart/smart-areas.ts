import type { Permission } from '../permissions.js';

/** A part of the health record as FHIR names it. */
export interface SmartArea {
  readonly permission: Permission;
  /** For the sentence on the consent page. */
  readonly words: string;
  /** Of Observations: the category of all that is in this part. */
  readonly category?: string;
}

/** What each type of FHIR that the facade serves stands for. */
export const smartAreas: Readonly<Record<string, readonly [SmartArea, ...SmartArea[]]>> = {
  Patient: [{ permission: 'patient:read', words: 'personal details' }],
  Observation: [
    { permission: 'vitals:read', words: 'vital signs', category: 'vital-signs' },
    { permission: 'lab:read', words: 'laboratory results', category: 'laboratory' },
  ],
  MedicationRequest: [{ permission: 'medication:read', words: 'medications' }],
  AllergyIntolerance: [{ permission: 'allergy:read', words: 'allergies' }],
  Appointment: [{ permission: 'appointment:read', words: 'appointments' }],
  Practitioner: [{ permission: 'provider:read', words: 'clinicians' }],
  DiagnosticReport: [{ permission: 'lab:read', words: 'laboratory reports' }],
  Provenance: [{ permission: 'vitals:read', words: 'who recorded vital signs' }],
};

export const observationCategories = 'http://terminology.hl7.org/CodeSystem/observation-category';
