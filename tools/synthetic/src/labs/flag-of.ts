import type { LabFlag } from './lab-flag.js';

/** The flag a laboratory computes from the printed value, its range and its limits for a telephone call. */
export function flagOf(value: number, range: Limits, critical: Limits = {}): LabFlag {
  if (critical.high !== undefined && value >= critical.high) return 'HH';
  if (critical.low !== undefined && value <= critical.low) return 'LL';
  if (range.high !== undefined && value > range.high) return 'H';
  if (range.low !== undefined && value < range.low) return 'L';
  return 'N';
}

interface Limits {
  readonly low?: number;
  readonly high?: number;
}
