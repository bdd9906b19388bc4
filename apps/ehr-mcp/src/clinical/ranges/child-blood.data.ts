import type { ReferenceRange } from './reference-range.js';

const days = (count: number) => count / 366;
const months = (count: number) => count / 12;

/** Mean and two standard deviations (P. R. Dallman, in: Nathan and Oski, Hematology of Infancy and Childhood, appendix 11). */
export const childHemoglobin: readonly ReferenceRange[] = [
  { belowYears: days(4), low: 14.5, high: 22.5 },
  { belowYears: days(11), low: 13.5, high: 21.5 },
  { belowYears: days(22), low: 12.5, high: 20.5 },
  { belowYears: months(1.5), low: 10, high: 18 },
  { belowYears: months(3), low: 9, high: 14 },
  { belowYears: months(6), low: 9.5, high: 13.5 },
  { belowYears: 2, low: 10.5, high: 13.5 },
  { belowYears: 6, low: 11.5, high: 13.5 },
  { belowYears: 12, low: 11.5, high: 15.5 },
  { sex: 'male', belowYears: 18, low: 13, high: 16 },
  { sex: 'female', belowYears: 18, low: 12, high: 16 },
  { belowYears: 18 },
];

/** As `childHemoglobin`. */
export const childHematocrit: readonly ReferenceRange[] = [
  { belowYears: days(4), low: 45, high: 67 },
  { belowYears: days(11), low: 42, high: 66 },
  { belowYears: days(22), low: 39, high: 63 },
  { belowYears: months(1.5), low: 31, high: 55 },
  { belowYears: months(3), low: 28, high: 42 },
  { belowYears: months(6), low: 29, high: 41 },
  { belowYears: 2, low: 33, high: 39 },
  { belowYears: 6, low: 34, high: 40 },
  { belowYears: 12, low: 35, high: 45 },
  { sex: 'male', belowYears: 18, low: 37, high: 49 },
  { sex: 'female', belowYears: 18, low: 36, high: 46 },
  { belowYears: 18 },
];

/** 95 % limits at birth and at the ages after it (P. R. Dallman, in: Rudolph, Pediatrics, 16th edition). */
export const childLeukocytes: readonly ReferenceRange[] = [
  { belowYears: days(4), low: 9, high: 34 },
  { belowYears: days(11), low: 5, high: 21 },
  { belowYears: days(22), low: 5, high: 20 },
  { belowYears: months(4), low: 5, high: 19.5 },
  { belowYears: 2, low: 6, high: 17.5 },
  { belowYears: 4, low: 6, high: 17 },
  { belowYears: 6, low: 5.5, high: 15.5 },
  { belowYears: 8, low: 5, high: 14.5 },
  { belowYears: 16, low: 4.5, high: 13.5 },
  { belowYears: 18, low: 4.5, high: 13 },
];
