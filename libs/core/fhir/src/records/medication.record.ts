export interface MedicationRecord {
  readonly id: string;
  readonly medicationId: string;
  readonly patientId: string;
  readonly name: string;
  readonly rxnormCode: string | null;
  readonly dosage: string;
  readonly doseValue: number | null;
  /** UCUM. */
  readonly doseUnit: string | null;
  readonly frequency: string;
  readonly route: string | null;
  /** YYYY-MM-DD. */
  readonly prescribedDate: string;
  readonly prescriber: string | null;
  readonly prescriberId: string | null;
  /** What was entered in error stays, and counts for nothing. */
  readonly status: 'active' | 'discontinued' | 'completed' | 'entered_in_error';
  readonly refillsRemaining: number;
  readonly notes: string | null;
  readonly version: number;
  readonly updatedAt: Date | null;
}
