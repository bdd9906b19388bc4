import type { LabFlag } from '../labs/lab-flag.js';
import type { VitalValues } from '../subject/vital-values.js';

/** Rows of the schema `ehr`, columns in camel case. Days are `YYYY-MM-DD`, instants ISO 8601 in UTC. */
export interface ClinicRows {
  readonly patients: readonly PatientRow[];
  readonly providers: readonly ProviderRow[];
  readonly appointments: readonly AppointmentRow[];
  readonly medications: readonly MedicationRow[];
  readonly allergies: readonly AllergyRow[];
  readonly vitalSigns: readonly VitalSignRow[];
  readonly labOrders: readonly LabOrderRow[];
  readonly labComponents: readonly LabComponentRow[];
}

interface Timestamps {
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PatientRow extends Timestamps {
  readonly id: string;
  readonly mrn: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly gender: 'male' | 'female' | 'other' | 'unknown';
  readonly email: string | null;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zipCode: string;
  readonly insuranceProvider: string | null;
  readonly policyNumber: string | null;
  readonly groupNumber: string | null;
  readonly emergencyContactName: string;
  readonly emergencyContactRelationship: string;
  readonly emergencyContactPhone: string;
}

export interface ProviderRow extends Timestamps {
  readonly id: string;
  readonly npi: string;
  readonly name: string;
  readonly specialty: string;
  readonly department: string;
  readonly phone: string;
  readonly email: string;
  readonly acceptingNewPatients: boolean;
}

export interface AppointmentRow extends Timestamps {
  readonly id: string;
  readonly appointmentId: string;
  readonly patientId: string;
  readonly providerId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly appointmentType: string;
  readonly department: string;
  readonly location: string;
  readonly status: 'scheduled' | 'completed' | 'cancelled';
  readonly reason: string;
  readonly notes: string | null;
}

export interface MedicationRow extends Timestamps {
  readonly id: string;
  readonly medicationId: string;
  readonly patientId: string;
  readonly name: string;
  readonly rxnormCode: string;
  readonly dosage: string;
  readonly doseValue: number;
  readonly doseUnit: string;
  readonly frequency: string;
  readonly route: string;
  readonly prescribedDate: string;
  readonly prescriber: string;
  readonly prescriberId: string;
  readonly status: 'active' | 'discontinued' | 'completed';
  readonly refillsRemaining: number;
  readonly notes: string;
}

export interface AllergyRow extends Timestamps {
  readonly id: string;
  readonly patientId: string;
  readonly allergen: string;
  readonly codeSystem: string;
  readonly code: string;
  readonly reaction: string;
  readonly severity: 'mild' | 'moderate' | 'severe';
  readonly onsetDate: string;
  readonly status: 'active' | 'inactive';
  readonly notes: string | null;
}

export interface VitalSignRow extends VitalValues {
  readonly id: string;
  readonly patientId: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly createdAt: string;
}

export interface LabOrderRow extends Timestamps {
  readonly id: string;
  readonly orderId: string;
  readonly patientId: string;
  readonly testName: string;
  readonly loincCode: string;
  readonly orderedAt: string;
  readonly collectedAt: string | null;
  readonly resultedAt: string | null;
  readonly status: 'pending' | 'in_progress' | 'final';
  readonly orderedBy: string;
}

export interface LabComponentRow {
  readonly id: string;
  readonly labOrderId: string;
  readonly patientId: string;
  readonly component: string;
  readonly loincCode: string;
  readonly valueNumber: number | null;
  readonly valueText: string | null;
  readonly unit: string | null;
  readonly referenceLow: number | null;
  readonly referenceHigh: number | null;
  readonly referenceText: string | null;
  readonly flag: LabFlag;
  readonly effectiveAt: string;
}
