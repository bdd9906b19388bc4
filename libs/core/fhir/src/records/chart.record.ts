import type { AllergyRecord } from './allergy.record.js';
import type { AppointmentRecord } from './appointment.record.js';
import type { LabResultRecord } from './lab-result.record.js';
import type { MedicationRecord } from './medication.record.js';
import type { PatientRecord } from './patient.record.js';
import type { ProvenanceRecord } from './provenance.record.js';
import type { ProviderRecord } from './provider.record.js';
import type { VitalSignsRecord } from './vital-signs.record.js';
import type { WriteRecord } from './write.record.js';

/** All rows that one Bundle carries; of one patient, or of several. */
export interface ChartRecord {
  readonly patients: readonly PatientRecord[];
  readonly providers: readonly ProviderRecord[];
  readonly appointments: readonly AppointmentRecord[];
  readonly medications: readonly MedicationRecord[];
  readonly allergies: readonly AllergyRecord[];
  readonly labResults: readonly LabResultRecord[];
  readonly vitalSigns: readonly VitalSignsRecord[];
  /** Who recorded vital signs, which their rows say themselves. */
  readonly provenances: readonly ProvenanceRecord[];
  readonly writes: readonly WriteRecord[];
}
