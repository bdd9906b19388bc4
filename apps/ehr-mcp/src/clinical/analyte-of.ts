import { analytes } from './analytes.data.js';
import type { Analyte } from './reference-range.js';

const byCode = new Map(analytes.map((analyte) => [analyte.loinc, analyte]));
const byName = new Map(analytes.map((analyte) => [analyte.name.toLowerCase(), analyte]));

/** By LOINC; by name only when no code is given. */
export function analyteOf(loinc: string | null | undefined, name: string): Analyte | undefined {
  return loinc === null || loinc === undefined ? byName.get(name.trim().toLowerCase()) : byCode.get(loinc);
}
