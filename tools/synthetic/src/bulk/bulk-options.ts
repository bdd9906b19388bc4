export interface BulkOptions {
  readonly patients: number;
  /** A fifth of them vital signs, four fifths laboratory components: 100 are 20 and 80. */
  readonly observationsPerPatient: number;
  readonly seed?: number;
  /** `YYYY-MM-DD`: nothing is dated later, but appointments that are still to come. */
  readonly anchorDate?: string;
  readonly onProgress?: (progress: BulkProgress) => void;
}

export interface BulkProgress {
  readonly step: string;
  readonly rows: number;
  readonly rowsExpected: number;
}
