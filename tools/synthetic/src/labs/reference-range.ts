import type { Sex } from '../subject/sex.js';
import type { ReferenceRange } from './lab-panel.js';

const NO_RANGE: ReferenceRange = {};

/** The range for a person's age and sex; the first that fits counts. */
export function rangeFor(ranges: readonly ReferenceRange[], person: { sex: Sex; years: number }): ReferenceRange {
  return ranges.find((range) => fits(range, person)) ?? NO_RANGE;
}

function fits({ sex, belowYears }: ReferenceRange, person: { sex: Sex; years: number }): boolean {
  return (sex ?? person.sex) === person.sex && person.years < (belowYears ?? Infinity);
}
