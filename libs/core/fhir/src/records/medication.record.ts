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
  readonly status: 'active' | 'discontinued' | 'completed';
  readonly refillsRemaining: number;
  readonly notes: string | null;
  readonly version: number;
  readonly updatedAt: Date | null;
}
