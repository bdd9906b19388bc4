export interface AllergyRecord {
  readonly id: string;
  readonly patientId: string;
  readonly allergen: string;
  /** URI of the code system, such as that of RxNorm or SNOMED CT. */
  readonly codeSystem: string | null;
  readonly code: string | null;
  readonly reaction: string | null;
  readonly severity: 'mild' | 'moderate' | 'severe' | null;
  /** YYYY-MM-DD. */
  readonly onsetDate: string | null;
  /** What was entered in error stays, and counts for nothing. */
  readonly status: 'active' | 'inactive' | 'resolved' | 'entered_in_error';
  readonly notes: string | null;
  readonly version: number;
  readonly updatedAt: Date | null;
}
