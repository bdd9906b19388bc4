/** HL7 v3 ObservationInterpretation: normal, low, high, critically low or high, abnormal. */
export type Flag = 'N' | 'L' | 'H' | 'LL' | 'HH' | 'A';

export interface Limits {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly criticalLow?: number | undefined;
  readonly criticalHigh?: number | undefined;
}

/** Both ends of a range are normal; a critical limit itself is critical. `undefined` when there is nothing to compare with. */
export function flagOf(value: number, { low, high, criticalLow, criticalHigh }: Limits): Flag | undefined {
  if (criticalHigh !== undefined && value >= criticalHigh) return 'HH';
  if (criticalLow !== undefined && value <= criticalLow) return 'LL';
  if (high !== undefined && value > high) return 'H';
  if (low !== undefined && value < low) return 'L';
  return low === undefined && high === undefined ? undefined : 'N';
}
