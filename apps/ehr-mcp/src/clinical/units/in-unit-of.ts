import type { Analyte } from '../ranges/reference-range.js';
import { inUnit } from './ucum.js';

/** A value of one analyte in another unit; `undefined` where the two do not measure the same. */
export function inUnitOf(analyte: Analyte, value: number, from: string, to: string): number | undefined {
  const { master, unit } = analyte;
  if (from === to || master === undefined) return inUnit(value, from, to, analyte);
  // What UCUM makes of it, 1 % to be 10 mmol/mol, is true of no such analyte.
  if (from === master.unit && to === unit) return master.factor * value + master.offset;
  if (from === unit && to === master.unit) return (value - master.offset) / master.factor;
  return undefined;
}
