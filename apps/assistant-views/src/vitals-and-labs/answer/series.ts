/** One result as the answer gave it. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** One for each line of the series; empty where the result is words. */
  readonly values: readonly number[];
  readonly text: string;
  /** As HL7 codes it (table 0078): H, L, HH, LL, A, N. Of several values the worst. */
  readonly flag: string | undefined;
  /** One for each value. */
  readonly flags: readonly (string | undefined)[];
  /** What is normal, in the words of the answer: `90-119/60-79` where there are two values. */
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
