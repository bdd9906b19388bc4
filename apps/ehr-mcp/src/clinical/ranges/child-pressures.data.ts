import type { VitalRange } from './reference-range.js';

/**
 * From this on a blood pressure needs a closer look, at each age from one year on: boys' systolic and diastolic, girls'
 * systolic and diastolic (American Academy of Pediatrics 2017, Pediatrics 140(3):e20171904, table 6).
 */
const toLookAt = [
  [98, 52, 98, 54],
  [100, 55, 101, 58],
  [101, 58, 102, 60],
  [102, 60, 103, 62],
  [103, 63, 104, 64],
  [105, 66, 105, 67],
  [106, 68, 106, 68],
  [107, 69, 107, 69],
  [107, 70, 108, 71],
  [108, 72, 109, 72],
  [110, 74, 111, 74],
  [113, 75, 114, 75],
] as const;

/** From the first birthday to the thirteenth. A child whose sex is not recorded gets none: the last range is empty. */
export const childPressures: Readonly<Record<'systolic' | 'diastolic', readonly VitalRange[]>> = {
  systolic: [
    ...toLookAt.flatMap(([boys, , girls], index) => ofAge(index + 1, { boys, girls }, lowestSystolic(index + 1))),
    { belowYears: 13 },
  ],
  diastolic: [
    ...toLookAt.flatMap(([, boys, , girls], index) => ofAge(index + 1, { boys, girls }, {})),
    { belowYears: 13 },
  ],
};

interface Thresholds {
  readonly boys: number;
  readonly girls: number;
}

function ofAge(years: number, { boys, girls }: Thresholds, low: { readonly low?: number }): readonly VitalRange[] {
  return [
    { sex: 'male', belowYears: years + 1, ...low, high: boys - 1 },
    { sex: 'female', belowYears: years + 1, ...low, high: girls - 1 },
  ];
}

/** Below this is hypotension (American Heart Association, Pediatric Advanced Life Support, 2015). */
function lowestSystolic(years: number): { readonly low: number } {
  return { low: Math.min(90, 70 + 2 * years) };
}
