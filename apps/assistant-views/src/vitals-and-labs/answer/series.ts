/** One result as the answer gave it. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** One for each line of the series; empty where the result is words. */
  readonly values: readonly number[];
  readonly text: string;
  /** As the laboratory codes it (HL7 table 0078): H, L, HH, LL, A, N. */
  readonly flag: string | undefined;
  /** What is normal, in the words of the answer. */
  readonly reference: string | undefined;
}

/** One quantity over time, oldest first. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** What each number of a reading is: blood pressure has two. */
  readonly lines: readonly string[];
  readonly readings: readonly Reading[];
}
