import type { Bound } from '../bound-of.js';

/** HL7 v3 ObservationInterpretation: normal, low, high, critically low or high, abnormal. */
export type Flag = 'N' | 'L' | 'H' | 'LL' | 'HH' | 'A';

export interface Limits {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly criticalLow?: number | undefined;
  readonly criticalHigh?: number | undefined;
}

/**
 * Both ends of a range are normal; a critical limit itself is critical, unless it is normal for this person, as much
 * hemoglobin is for a newborn. `undefined` when there is nothing to compare with.
 */
export function flagOf(value: number, { low, high, criticalLow, criticalHigh }: Limits): Flag | undefined {
  const [isLow, isHigh] = [low === undefined || value < low, high === undefined || value > high];
  if (isHigh && criticalHigh !== undefined && value >= criticalHigh) return 'HH';
  if (isLow && criticalLow !== undefined && value <= criticalLow) return 'LL';
  if (high !== undefined && isHigh) return 'H';
  if (low !== undefined && isLow) return 'L';
  return low === undefined && high === undefined ? undefined : 'N';
}

/** The flag that every value of a bound has: `> 200` is high where 100 is; `< 5` says nothing where 3 to 10 is normal. */
export function flagOfBound({ comparator, value }: Bound, limits: Limits): Flag | undefined {
  const isReached = comparator.endsWith('=');
  if (comparator.startsWith('>')) return provenAbove(value, isReached, limits);
  const found = provenAbove(-value, isReached, {
    low: negative(limits.high),
    high: negative(limits.low),
    criticalLow: negative(limits.criticalHigh),
    criticalHigh: negative(limits.criticalLow),
  });
  return found && mirrored[found];
}

const mirrored = { N: 'N', H: 'L', HH: 'LL' } as const;

/** Of all values above, and of `value` itself where it is reached. */
function provenAbove(value: number, isReached: boolean, { low, high, criticalLow, criticalHigh }: Limits) {
  const isHigh = high === undefined || (isReached ? value > high : value >= high);
  if (isHigh && criticalHigh !== undefined && value >= criticalHigh) return 'HH';
  if (high !== undefined && isHigh) return 'H';
  if (high !== undefined || criticalHigh !== undefined) return undefined;
  return low !== undefined && value >= low && value > (criticalLow ?? -Infinity) ? 'N' : undefined;
}

function negative(limit: number | undefined): number | undefined {
  return limit === undefined ? undefined : -limit;
}
