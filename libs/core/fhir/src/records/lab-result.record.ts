export interface LabComponentRecord {
  readonly id: string;
  readonly component: string;
  readonly loincCode: string | null;
  readonly valueNumber: number | null;
  readonly valueText: string | null;
  /** UCUM. */
  readonly unit: string | null;
  readonly referenceLow: number | null;
  readonly referenceHigh: number | null;
  readonly referenceText: string | null;
  /** HL7 v3 ObservationInterpretation. */
  readonly flag: 'N' | 'L' | 'H' | 'LL' | 'HH' | 'A' | null;
  /** `reported`: as its order says. */
  readonly status: 'reported' | 'corrected' | 'entered_in_error';
  readonly effectiveAt: Date;
}

/** One laboratory order with what has come of it so far. */
export interface LabResultRecord {
  readonly id: string;
  readonly orderId: string;
  readonly patientId: string;
  readonly testName: string;
  readonly loincCode: string | null;
  readonly orderedAt: Date;
  readonly collectedAt: Date | null;
  readonly resultedAt: Date | null;
  /** What was entered in error stays, and counts for nothing. */
  readonly status: 'pending' | 'in_progress' | 'final' | 'corrected' | 'entered_in_error';
  readonly orderedBy: string | null;
  readonly components: readonly LabComponentRecord[];
  readonly version: number;
  readonly updatedAt: Date | null;
}
