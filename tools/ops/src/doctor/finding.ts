/** What one look found. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'failure' | 'skipped';
  readonly sentence: string;
  /** What to do about it; needed unless all is well. */
  readonly wayOut?: string;
}

export const ok = (check: string, sentence: string): Finding => ({ check, state: 'ok', sentence });
export const skipped = (check: string, sentence: string): Finding => ({ check, state: 'skipped', sentence });
export const warning = (check: string, sentence: string, wayOut: string): Finding => ({
  check,
  state: 'warning',
  sentence,
  wayOut,
});
export const failure = (check: string, sentence: string, wayOut: string): Finding => ({
  check,
  state: 'failure',
  sentence,
  wayOut,
});
