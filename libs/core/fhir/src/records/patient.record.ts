/** A person, as the row of `ehr.patient` says it; the sealed social security number never comes here. */
export interface PatientRecord {
  readonly id: string;
  readonly mrn: string;
  readonly firstName: string;
  readonly lastName: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly gender: 'male' | 'female' | 'other' | 'unknown';
  readonly email: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zipCode: string | null;
  readonly insuranceProvider: string | null;
  readonly policyNumber: string | null;
  readonly groupNumber: string | null;
  readonly emergencyContactName: string | null;
  readonly emergencyContactRelationship: string | null;
  readonly emergencyContactPhone: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly updatedAt: Date | null;
}
