/** As a label says it: years, months or days. */
export interface Age {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
}

/** An age at which drugs do harm that they do not do at others, and where it is written. */
export interface AgeCaution {
  /** Substances. */
  readonly drugs: readonly string[];
  /** From this age on; from birth on when left out. */
  readonly from?: Age;
  /** Up to this age, which is no longer meant; for ever when left out. */
  readonly under?: Age;
  readonly severity: 'contraindicated' | 'serious' | 'moderate';
  readonly effect: string;
  readonly source: string;
}
