import type { Severity } from './stigma-terms.js';

/** A place in the text, and what could stand there instead. */
export interface Finding {
  readonly rule: string;
  readonly bias_type: 'stigma' | 'equality';
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly suggestions: readonly string[];
}
